"""The one kind of exception a person is meant to read."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import ClassVar


class DomainError(Exception):
    """A rule of the business said no. The message is a full sentence, shown to the person as is.

    `field` names the input that was refused, so that a page, a problem JSON or an error file can point at it.
    A door that speaks another language says `gettext(error.sentence) % error.params`; `code` is for programs.
    """

    def __init__(
        self,
        message: str,
        *,
        field: str = "",
        fields: Mapping[str, str] | None = None,
        code: str = "",
        sentence: str = "",
        params: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.fields: dict[str, str] = dict(fields or ({field: message} if field else {}))
        self.code = code
        self.sentence = sentence or message.replace("%", "%%")  # so that `sentence % params` is always the message
        self.params: dict[str, object] = dict(params or {})

    def __str__(self) -> str:
        return str(self.message)


class Refused(DomainError):
    """A value that cannot be taken, for one of a closed list of reasons: code → sentence."""

    reasons: ClassVar[Mapping[str, str]] = {}

    def __init__(self, code: str, *, field: str = "", **params: object) -> None:
        sentence = self.reasons[code]
        super().__init__(sentence % params, field=field, code=code, sentence=sentence, params=params)
        self.field = field

    # Imports check rows in several processes, and an exception is otherwise rebuilt from its message alone.
    def __reduce__(self) -> tuple[Callable[[], "Refused"], tuple[()]]:
        return partial(type(self), self.code, field=self.field, **self.params), ()
