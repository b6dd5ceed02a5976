"""A formula becomes one SQL expression on a record `r` and its row `x` of the table of fields. No reading fails by it.

What is divided by nothing, lies beyond all numbers or beyond the calendar is empty. The SQL is made of the constants
here, of the expressions that the registry holds for fields, and of literals of which only letters and digits stay.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from trato.foundation.extensions.kinds import Field, FieldType
from trato.foundation.fields.errors import FormulaRefused
from trato.foundation.fields.formulas import DATE, MADE, NUMBER, OWN, TEXT, TRUTH, Compiled
from trato.foundation.fields.functions import FUNCTIONS, is_nothing
from trato.foundation.fields.grammar import Call, Named, Node, Number, Text, Truth, parse, refused
from trato.foundation.fields.literals import literal

MOST_NODES = 500  # with the formulas inside: what they multiply stays within what the database can hold

_DAY_OF = "(({}) at time zone 'UTC')::date"
_TIDY = "formula_tidy(({})::numeric)"
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
    FieldType.MONEY: (NUMBER, "({})::numeric"),
    FieldType.DAY: (DATE, "({})"),
    FieldType.MOMENT: (DATE, _DAY_OF),
    FieldType.YES_NO: (TRUTH, "({})"),
    FieldType.USER: (TEXT, "(({})->>'name')"),
}
OPTION = "(select o.label from foundation_fieldoption o where o.id = x.{})"


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
        return replace(made, sql=shape.format(made.sql), is_nothing=made.is_nothing or self._joins_nothing(node))

    def _joins_nothing(self, node: Node) -> bool:
        """A text of nothing is nothing, once it is whole."""
        match node:
            case Call(name="concat", inner=inner):
                return all(self.node(each).is_nothing for each in inner)
        return False

    def node(self, node: Node) -> Compiled:
        match node:
            case Number(value=number):
                return Compiled(type=NUMBER, sql=f"{number:f}::numeric")
            case Text(value=text):
                return Compiled(type=TEXT, sql=literal(text))
            case Truth(value=truth):
                return Compiled(type=TRUTH, sql="true" if truth else "false")
            case Named():
                return self._field(node)
            case Call():
                return self._call(node)

    def _field(self, node: Named) -> Compiled:
        if node.name in self.formulas:
            inner = self.compiled(node.name)
            return replace(inner, inputs=inner.inputs | {node.name}, nodes=inner.nodes + 1)
        spec = self.fields.get(node.name)
        if spec is None:
            raise refused(node.place, _("There is no field “%(name)s”.") % {"name": node.name[:60]})
        if spec.type not in READ:
            raise refused(node.place, _("One cannot reckon with the field “%(name)s”.") % {"name": spec.label})
        type_, shape = READ[spec.type]
        text, row = _read(spec)
        return Compiled(
            type=type_,
            sql=shape.format(text),
            inputs=frozenset([spec.name]),
            reads=frozenset([row] if row else []),
            elsewhere=() if row else (str(spec.label),),
            is_nothing=True,
        )

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
            type=type_,
            sql=text,
            inputs=frozenset().union(*(each.inputs for each in inner)),
            nodes=1 + sum(each.nodes for each in inner),
            is_of_today=node.name == "today" or any(each.is_of_today for each in inner),
            reads=frozenset().union(*(each.reads for each in inner)),
            elsewhere=tuple(dict.fromkeys(label for each in inner for label in each.elsewhere)),
            is_nothing=is_nothing(node.name, [each.is_nothing for each in inner]),
        )


def _read(spec: Field) -> tuple[str, str]:
    """The value, and the row whose own column it is; nothing for what is looked up elsewhere."""
    row = MADE if spec.is_made else OWN
    is_plain = spec.sql == f"{row}.{spec.column}" or spec.joined == f"{row}.{spec.column}"
    if spec.column and (is_plain or spec.type == FieldType.MONEY):
        return f"{row}.{spec.column}", row
    if spec.is_made and spec.type == FieldType.CHOICE:
        return OPTION.format(spec.column), ""
    text = spec.joined or spec.sql
    return (f"({text})->>'amount'" if spec.type == FieldType.MONEY else text), ""
