"""What a formula can give, and what is known of one when it has become SQL."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

NUMBER, TEXT, DATE, TRUTH = "number", "text", "date", "yes_no"
NAMES: Mapping[str, str | Promise] = {
    NUMBER: gettext_lazy("a number"),
    TEXT: gettext_lazy("text"),
    DATE: gettext_lazy("a date"),
    TRUTH: gettext_lazy("yes or no"),
}
OWN, MADE = "r", "x"


@dataclass(frozen=True, kw_only=True)
class Compiled:
    """`type` is what it gives; `inputs` are the fields it is worked out of, also through other formulas.

    `reads` are the rows whose columns it reads: the record's own (`r`), that of its fields (`x`). `elsewhere` are
    labels of what it looks up in other tables. It `is_nothing` where all fields that it reads are empty.
    """

    type: str
    sql: str
    inputs: frozenset[str] = frozenset()
    nodes: int = 1
    is_of_today: bool = False
    reads: frozenset[str] = frozenset()
    elsewhere: tuple[str, ...] = ()
    is_nothing: bool = False
