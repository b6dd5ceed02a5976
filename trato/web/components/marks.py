"""Values that are drawn and not written: the same in a list, on a record and in a menu."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Protocol

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from trato.web.components.templatetags.components import colleague, option, stage, tag, when


class Said(Protocol):
    """A value as it is shown. `look` says which mark it is drawn with."""

    @property
    def text(self) -> str: ...
    @property
    def look(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def tags(self) -> Sequence[str]: ...
    @property
    def moment(self) -> datetime | None: ...
    @property
    def hues(self) -> Sequence[str]: ...


@lru_cache(maxsize=2_000)
def _colleague(name: str) -> SafeString:
    return format_html("{} <bdi>{}</bdi>", colleague(name, "sm"), name)


MARKS: dict[str, Callable[[Said], SafeString]] = {
    "stage": lambda said: stage(said.code),
    "option": lambda said: option(said.text, said.hues[0]),
    "options": lambda said: format_html(
        '<span class="t-tags">{}</span>',
        format_html_join(" ", "{}", ((option(*each),) for each in zip(said.tags, said.hues, strict=True))),
    ),
    "person": lambda said: _colleague(said.text),
    "moment": lambda said: when(said.moment),
    "tags": lambda said: format_html(
        '<span class="t-tags">{}</span>', format_html_join("", "{}", ((tag(each),) for each in said.tags))
    ),
}
