"""Choices of a field that people make while we run, such as the stages of a pipeline."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, overload

from trato.foundation.extensions.registry import asked_beside

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Choice = tuple[str, "StrOrPromise"]


class LiveChoices(Sequence[Choice]):
    """Read anew for each request and use case; what follows from a change calls `ask_anew`."""

    def __init__(self, read: Callable[[], Sequence[Choice]]) -> None:
        self.read = read

    def _now(self) -> Sequence[Choice]:
        return asked_beside(self, self.read)

    def __iter__(self) -> Iterator[Choice]:
        return iter(self._now())

    def __len__(self) -> int:
        return len(self._now())

    @overload
    def __getitem__(self, place: int) -> Choice: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Choice]: ...

    def __getitem__(self, place: Any) -> Any:
        return self._now()[place]
