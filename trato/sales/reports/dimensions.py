"""By what deals can be grouped, and how the rows of a group are found again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.http import urlencode
from django.utils.translation import gettext as _
from psycopg import sql

from trato.commerce.public import Product
from trato.foundation.public import Actor, Field, FieldType, Team, User, record_kind
from trato.sales.pipelines.queries import pipelines_now
from trato.sales.reports.errors import ReportRefused
from trato.sales.reports.exactly import WORDS
from trato.sales.reports.periods import days_of, quarter_of, said
from trato.sales.reports.pieces import company_fields, company_values
from trato.sales.reports.scope import NOBODY, Scope

Names = Callable[[Sequence[Any]], Mapping[Any, str]]
_PRODUCTS = """left join lateral (select distinct l.product_id as value from sales_dealline l
  where l.deal_id = r.id and l.product_id is not null) g on true"""


@dataclass(frozen=True)
class Dimension:
    """`value` is read for a row `r`, with `join` if that needs one. `asks` answers how a list finds a group's rows."""

    code: str
    label: str
    value: sql.Composable
    names: Names
    asks: Callable[[Scope, Any], str]
    join: sql.Composable = field(default_factory=lambda: sql.SQL(""))
    parameters: Sequence[Any] = field(default_factory=tuple)
    overlaps: bool = False
    is_time: bool = False
    is_ordered: bool = False

    def link(self, scope: Scope, key: Any, *exactly: str, **filters: Any) -> str:
        return f"{scope.link(*exactly, dated=not self.is_time, **filters)}&{self.asks(scope, key)}"


def dimensions(actor: Actor) -> dict[str, Dimension]:
    """Those whose field the reader may see."""
    found = [*_of_deals(actor), *_made(actor), *_of_companies(actor)]
    return {each.code: each for each in found}


def dimension_named(code: str, actor: Actor) -> Dimension:
    if code not in (known := dimensions(actor)):
        raise ReportRefused(_("Deals cannot be grouped by “%(value)s”.") % {"value": code[:60]}, field="by")
    return known[code]


def _of_deals(actor: Actor) -> list[Dimension]:
    kind = record_kind("deal")
    by_id: list[tuple[str, Names]] = [
        ("owner", lambda ids: _names(User, ids)),
        ("team", lambda ids: _names(Team, ids)),
        ("pipeline", lambda codes: {each.code: each.name for each in pipelines_now().every}),
    ]
    found = [_native(kind.by_name[name], names) for name, names in by_id if actor.may_see_field("deal", name)]
    found += [_by_words(kind.by_name[name]) for name in WORDS if actor.may_see_field("deal", name)]
    if actor.may(record_kind("product").right("see")):
        found.append(_by_product())
    return found


def _native(spec: Field, names: Names) -> Dimension:
    column = sql.SQL("r.{}").format(sql.Identifier(spec.column))
    return Dimension(spec.name, str(spec.label), column, names, lambda _scope, key: _query(spec.name, key or NOBODY))


def _by_words(spec: Field) -> Dimension:
    def asks(_scope: Scope, key: Any) -> str:
        return _query("exactly", f"{spec.name}:{key}") if key else _query(f"{spec.name}.empty", "yes")

    column = sql.SQL("r.{}").format(sql.Identifier(spec.column))
    return Dimension(spec.name, str(spec.label), column, lambda keys: {key: key for key in keys}, asks)


def _by_product() -> Dimension:
    return Dimension(
        "product",
        str(record_kind("product").label),
        sql.SQL("g.value"),
        lambda ids: _names(Product, ids),
        lambda _scope, key: _query("exactly", f"product:{key or ''}"),
        join=sql.SQL(_PRODUCTS),
        overlaps=True,
    )


def _made(actor: Actor) -> list[Dimension]:
    """Choices among the fields that people made."""
    specs = [
        spec
        for spec in record_kind("deal").fields
        if spec.is_made and spec.type == FieldType.CHOICE and spec.column and actor.may_see_field("deal", spec.name)
    ]
    return [
        Dimension(
            spec.name,
            str(spec.label),
            sql.SQL("x.{}").format(sql.Identifier(spec.column)),
            _choices(spec),
            _asks_made(spec),
            join=sql.SQL("left join sales_deal_fields x on x.id = r.id"),
        )
        for spec in specs
    ]


def _choices(spec: Field) -> Names:
    return lambda _keys: {code: str(label) for code, label in [*spec.choices, *spec.gone_choices]}


def _asks_made(spec: Field) -> Callable[[Scope, Any], str]:
    return lambda _scope, key: _query(spec.name, key) if key else _query(f"{spec.name}.empty", "yes")


def _of_companies(actor: Actor) -> list[Dimension]:
    return [_of_company(spec, actor) for spec in company_fields(actor)]


def _of_company(spec: Field, actor: Actor) -> Dimension:
    values, parameters = company_values(spec, actor)
    code = f"company.{spec.name}"
    return Dimension(
        code,
        _("Company: %(field)s") % {"field": spec.label},
        sql.SQL("coalesce(g.value, '')"),
        _choices(spec) if spec.choices else lambda keys: {key: str(key) for key in keys},
        lambda _scope, key: _query("exactly", f"{code}:{key or ''}"),
        join=sql.SQL("left join {} g on g.id = r.company_id").format(values),
        parameters=parameters,
    )


def by_quarter() -> Dimension:
    """The quarter in which they close, or were closed."""

    def asks(scope: Scope, key: Any) -> str:
        if key is None:
            return _query("close_on.empty", "yes")
        first, last = days_of(key, span="quarter")
        if scope.period.first and scope.period.last:
            first, last = max(first, scope.period.first), min(last, scope.period.last)
        return f"{_query('close_on.between', first)}&{_query('close_on.between', last)}"

    return Dimension(
        "quarter",
        _("Quarter"),
        sql.SQL("date_trunc('quarter', r.close_on::timestamp)::date"),
        lambda days: {day: said(quarter_of(day)) for day in days if day},
        asks,
        is_time=True,
    )


def _names(model: Any, ids: Sequence[Any]) -> dict[UUID, str]:
    return dict(model.objects.filter(pk__in=[each for each in ids if each]).values_list("pk", "name"))


def _query(name: str, value: Any) -> str:
    return urlencode({name: str(value)})
