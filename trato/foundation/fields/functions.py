"""What formulas can do: each function and sign with the types that it takes, as SQL."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from trato.foundation.fields.formulas import DATE, NAMES, NUMBER, TEXT, TRUTH, Compiled
from trato.foundation.fields.grammar import COMPARING, Call, Number, refused

MOST_DIGITS = 10
TODAY = """(now() at time zone coalesce((select i.time_zone from foundation_installation i limit 1), 'UTC'))::date"""
# Functions of ours (migration 0020): an index can hold what they say, as it cannot hold a select.
_SHIFTED = "formula_shifted(({})::date, floor({}))"
AS_TEXT = {NUMBER: "trim_scale(({})::numeric)::text", DATE: "formula_day({})", TRUTH: "({})::text"}
# Of nothing: these say nothing where one of their values is nothing, those where all are. All others may say something.
_OF_ONE = ("+", "-", "*", "/", "negative", "round", "days_between", "not", *COMPARING)
_OF_ALL = ("coalesce", "min", "max", "and", "or")
Made = tuple[str, str]


def _needs(node: Call, inner: Sequence[Compiled], *types: str) -> None:
    if len(inner) != len(types):
        said = _("“%(name)s” takes %(count)s values, not %(given)s.")
        raise refused(node.place, said % {"name": node.name, "count": len(types), "given": len(inner)})
    for each, type_ in zip(inner, types, strict=True):
        if each.type != type_:
            said = _("“%(name)s” needs %(wanted)s here, and this is %(given)s.")
            told = {"name": node.name, "wanted": NAMES[type_], "given": NAMES[each.type]}
            raise refused(node.place, said % told)


def _alike(node: Call, inner: Sequence[Compiled], *, least: int = 1) -> str:
    """The one type that all values have."""
    if len(inner) < least:
        said = _("“%(name)s” takes at least %(count)s values.")
        raise refused(node.place, said % {"name": node.name, "count": least})
    _needs(node, inner, *[inner[0].type] * len(inner))
    return inner[0].type


def _plus(node: Call, inner: Sequence[Compiled]) -> Made:
    left, right = inner
    if left.type == DATE and right.type == NUMBER:
        return DATE, _SHIFTED.format(left.sql, right.sql)
    _needs(node, inner, NUMBER, NUMBER)
    return NUMBER, f"({left.sql} + {right.sql})"


def _minus(node: Call, inner: Sequence[Compiled]) -> Made:
    left, right = inner
    if left.type == DATE and right.type == DATE:
        return NUMBER, f"(({left.sql}) - ({right.sql}))::numeric"
    if left.type == DATE and right.type == NUMBER:
        return DATE, _SHIFTED.format(left.sql, f"-({right.sql})")
    _needs(node, inner, NUMBER, NUMBER)
    return NUMBER, f"({left.sql} - {right.sql})"


def _times(node: Call, inner: Sequence[Compiled]) -> Made:
    _needs(node, inner, NUMBER, NUMBER)
    return NUMBER, f"({inner[0].sql} * {inner[1].sql})"


def _divided(node: Call, inner: Sequence[Compiled]) -> Made:
    _needs(node, inner, NUMBER, NUMBER)
    return NUMBER, f"({inner[0].sql} / nullif({inner[1].sql}, 0))"


def _negative(node: Call, inner: Sequence[Compiled]) -> Made:
    _needs(node, inner, NUMBER)
    return NUMBER, f"(-{inner[0].sql})"


def _compared(node: Call, inner: Sequence[Compiled]) -> Made:
    _alike(node, inner, least=2)
    return TRUTH, f"(({inner[0].sql}) {node.name} ({inner[1].sql}))"


def _if(node: Call, inner: Sequence[Compiled]) -> Made:
    if len(inner) != 3:
        _needs(node, inner, TRUTH, TEXT, TEXT)
    _needs(node, inner, TRUTH, inner[1].type, inner[1].type)
    return inner[1].type, f"(case when {inner[0].sql} then {inner[1].sql} else {inner[2].sql} end)"


def _coalesce(node: Call, inner: Sequence[Compiled]) -> Made:
    return _alike(node, inner), f"coalesce({', '.join(each.sql for each in inner)})"


def _extreme(function: str) -> Callable[[Call, Sequence[Compiled]], Made]:
    return lambda node, inner: (_alike(node, inner), f"{function}({', '.join(each.sql for each in inner)})")


def _joined(operator: str) -> Callable[[Call, Sequence[Compiled]], Made]:
    def made(node: Call, inner: Sequence[Compiled]) -> Made:
        _needs(node, inner, *[TRUTH] * max(len(inner), 1))
        return TRUTH, f"({f' {operator} '.join(each.sql for each in inner)})"

    return made


def _not(node: Call, inner: Sequence[Compiled]) -> Made:
    _needs(node, inner, TRUTH)
    return TRUTH, f"(not {inner[0].sql})"


def _concat(node: Call, inner: Sequence[Compiled]) -> Made:
    """What is empty is left out."""
    if not inner:
        raise refused(node.place, _("“%(name)s” takes at least %(count)s values.") % {"name": "concat", "count": 1})
    texts = [AS_TEXT.get(each.type, "{}").format(each.sql) for each in inner]
    return TEXT, f"({' || '.join(f'''coalesce({each}, '')''' for each in texts)})"


def _round(node: Call, inner: Sequence[Compiled]) -> Made:
    digits = node.inner[1] if len(node.inner) == 2 else Number(Decimal(0), node.place)
    if not isinstance(digits, Number) or digits.value != int(digits.value) or digits.value > MOST_DIGITS:
        place = node.inner[1].place if len(node.inner) == 2 else node.place
        raise refused(place, _("How many digits is a whole number from 0 to %(limit)s.") % {"limit": MOST_DIGITS})
    _needs(node, inner[:1], NUMBER)
    if len(inner) > 2:
        _needs(node, inner, NUMBER, NUMBER)
    return NUMBER, f"round({inner[0].sql}, {int(digits.value)})"


def _today(node: Call, inner: Sequence[Compiled]) -> Made:
    _needs(node, inner)
    return DATE, f"({TODAY})"


def _days_between(node: Call, inner: Sequence[Compiled]) -> Made:
    _needs(node, inner, DATE, DATE)
    return NUMBER, f"(({inner[1].sql}) - ({inner[0].sql}))::numeric"


FUNCTIONS: Mapping[str, Callable[[Call, Sequence[Compiled]], Made]] = {
    "+": _plus,
    "-": _minus,
    "*": _times,
    "/": _divided,
    "negative": _negative,
    **dict.fromkeys([sign for sign in COMPARING if sign != "!="], _compared),
    "if": _if,
    "coalesce": _coalesce,
    "min": _extreme("least"),
    "max": _extreme("greatest"),
    "and": _joined("and"),
    "or": _joined("or"),
    "not": _not,
    "concat": _concat,
    "round": _round,
    "today": _today,
    "days_between": _days_between,
}


def is_nothing(name: str, inner: Sequence[bool]) -> bool:
    """Without any value to work with. In doubt it is something: then nobody relies on it."""
    if name == "if" and len(inner) == 3:
        asked, then, otherwise = inner
        return otherwise and (asked or then)
    return any(inner) if name in _OF_ONE else name in _OF_ALL and all(inner)
