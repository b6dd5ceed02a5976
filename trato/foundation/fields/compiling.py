"""A formula becomes one SQL expression on a record `r` and its row `x` of the table of fields. No reading fails by it.

What is divided by nothing, lies beyond all numbers or beyond the calendar is empty. The SQL is made of the constants
here, of the expressions that the registry holds for fields, and of literals of which only letters and digits stay.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trato.foundation.extensions.kinds import Field, FieldType
from trato.foundation.fields.errors import FormulaRefused
from trato.foundation.fields.grammar import COMPARING, Call, Named, Node, Number, Text, Truth, parse, refused
from trato.foundation.fields.literals import literal

NUMBER, TEXT, DATE, TRUTH = "number", "text", "date", "yes_no"
NAMES = {
    NUMBER: gettext_lazy("a number"),
    TEXT: gettext_lazy("text"),
    DATE: gettext_lazy("a date"),
    TRUTH: gettext_lazy("yes or no"),
}
MOST_NODES = 500  # with the formulas inside: what they multiply stays within what the database can hold
MOST_DIGITS = 10

TODAY = """(now() at time zone coalesce((select i.time_zone from foundation_installation i limit 1), 'UTC'))::date"""
_DAY_OF = "(({}) at time zone 'UTC')::date"
_SHIFTED = """(select case when n.n between date '0001-01-01' - n.d and date '9999-12-31' - n.d
    then n.d + least(greatest(n.n, -4000000), 4000000)::int end
  from (select ({})::date d, floor({}) n) n)"""
_TIDY = "(select case when abs(n.n) < 1e30 then trim_scale(round(n.n, 10)) end from (select ({})::numeric n) n)"
AS_TEXT = {NUMBER: "trim_scale(({})::numeric)::text", DATE: "to_char({}, 'YYYY-MM-DD')", TRUTH: "({})::text"}

READ: Mapping[FieldType, tuple[str, str]] = {
    **dict.fromkeys(
        (
            FieldType.TEXT,
            FieldType.LONG_TEXT,
            FieldType.URL,
            FieldType.EMAIL,
            FieldType.PHONE,
            FieldType.LINK,
            FieldType.DOMAIN,
            FieldType.COUNTRY,
            FieldType.LANGUAGE,
            FieldType.CHOICE,
        ),
        (TEXT, "nullif({}, '')"),
    ),
    **dict.fromkeys((FieldType.NUMBER, FieldType.DECIMAL), (NUMBER, "({})::numeric")),
    FieldType.MONEY: (NUMBER, "(({})->>'amount')::numeric"),
    FieldType.DAY: (DATE, "({})"),
    FieldType.MOMENT: (DATE, _DAY_OF),
    FieldType.YES_NO: (TRUTH, "({})"),
    FieldType.USER: (TEXT, "(({})->>'name')"),
}
OPTION = "(select o.label from foundation_fieldoption o where o.id = x.{})"


@dataclass(frozen=True)
class Compiled:
    """`type` is what it gives; `inputs` are the fields it is worked out of, also through other formulas."""

    type: str
    sql: str
    inputs: frozenset[str] = frozenset()
    nodes: int = 1
    is_of_today: bool = False


@dataclass
class Compiler:
    """`fields` are those of the kind by name; `formulas` the texts of those that are formulas themselves."""

    fields: Mapping[str, Field]
    formulas: Mapping[str, str]
    known: dict[str, Compiled] = field(default_factory=dict)
    path: list[str] = field(default_factory=list)

    def compiled(self, name: str) -> Compiled:
        """The formula of this name."""
        if name in self.path:
            ring = " → ".join([*self.path[self.path.index(name) :], name])
            raise FormulaRefused(_("This formula would need its own result: %(ring)s.") % {"ring": ring})
        if name not in self.known:
            self.path.append(name)
            try:
                self.known[name] = self._whole(parse(self.formulas[name]))
            finally:
                self.path.pop()
        return self.known[name]

    def _whole(self, node: Node) -> Compiled:
        made = self.node(node)
        if made.nodes > MOST_NODES:
            said = _("With the formulas it uses, it has %(count)s pieces; at most %(limit)s fit.")
            raise FormulaRefused(said % {"count": made.nodes, "limit": MOST_NODES})
        shapes = {NUMBER: _TIDY, TEXT: "nullif(left({}, 1000), '')"}
        shape = shapes.get(made.type, "({})")
        return Compiled(made.type, shape.format(made.sql), made.inputs, made.nodes, made.is_of_today)

    def node(self, node: Node) -> Compiled:
        match node:
            case Number(value=number):
                return Compiled(NUMBER, f"{number:f}::numeric")
            case Text(value=text):
                return Compiled(TEXT, literal(text))
            case Truth(value=truth):
                return Compiled(TRUTH, "true" if truth else "false")
            case Named():
                return self._field(node)
            case Call():
                return self._call(node)

    def _field(self, node: Named) -> Compiled:
        if node.name in self.formulas:
            inner = self.compiled(node.name)
            inputs = inner.inputs | {node.name}
            return Compiled(inner.type, inner.sql, inputs, inner.nodes + 1, inner.is_of_today)
        spec = self.fields.get(node.name)
        if spec is None:
            raise refused(node.place, _("There is no field “%(name)s”.") % {"name": node.name[:60]})
        if spec.type not in READ:
            raise refused(node.place, _("One cannot reckon with the field “%(name)s”.") % {"name": spec.label})
        type_, shape = READ[spec.type]
        return Compiled(type_, shape.format(self._read(spec)), frozenset([spec.name]))

    @staticmethod
    def _read(spec: Field) -> str:
        if spec.is_made and spec.type == FieldType.CHOICE:
            return OPTION.format(spec.column)
        return spec.joined or spec.sql

    def _call(self, node: Call) -> Compiled:
        known = FUNCTIONS.get(node.name)
        if known is None:
            names = ", ".join(sorted(name for name in FUNCTIONS if name.isidentifier() and name != "negative"))
            said = _("There is no function “%(name)s”. There are: %(names)s.") % {"name": node.name, "names": names}
            raise refused(node.place, said)
        inner = [self.node(each) for each in node.inner]
        if sum(each.nodes for each in inner) > MOST_NODES:
            raise FormulaRefused(_("The formula has too many pieces, with the formulas it uses."))
        type_, text = known(node, inner)
        return Compiled(
            type_,
            text,
            frozenset().union(*(each.inputs for each in inner)),
            1 + sum(each.nodes for each in inner),
            node.name == "today" or any(each.is_of_today for each in inner),
        )


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
