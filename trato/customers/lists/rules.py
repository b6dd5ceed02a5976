"""Being on a list, as a condition: `{"list": id}`. Who was merged stands there as the record she was merged into."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from psycopg import sql

from trato.customers.lists.models import StaticList
from trato.foundation.public import Actor, Asking, Leaf, RecordKind, RuleKind, rule_refused

MOST_OFFERED = 500
_ON = sql.SQL(
    "r.id in (select born.root_id from customers_listmember m join {table} born on born.id = m.record_id"
    " where m.of_id = %s)"
)
_IS_ON = sql.SQL(
    "exists (select from {table} born join customers_listmember m on m.record_id = born.id and m.of_id = %s"
    " where born.id = r.id or born.root_id = r.id and born.root_id <> born.id offset 0)"
)


def _compile(rule: Mapping[str, Any], place: str, asking: Asking) -> Leaf:
    id_ = list_id(rule["list"], place)
    visible = StaticList.objects.seen_by(asking.actor).filter(is_standing=True, member_kind=asking.kind.name)
    if not visible.filter(pk=id_).exists():
        raise rule_refused(f"{place}/list", _("There is no such list, or it is not yours to see."))
    table = sql.Identifier(asking.kind.table)
    on, is_on = _ON.format(table=table), _IS_ON.format(table=table)
    return Leaf(fits=(on, [id_]), checked=(is_on, [id_]), topics=frozenset({f"list:{id_}"}))


def list_id(given: Any, place: str) -> UUID:
    try:
        return UUID(str(given))
    except ValueError:
        raise rule_refused(f"{place}/list", _("This is not the id of a list.")) from None


def _subjects(kind: RecordKind, actor: Actor) -> list[tuple[str, Any]]:
    seen = StaticList.objects.seen_by(actor).filter(is_standing=True, member_kind=kind.name).order_by("sort_key")
    return [(str(id_), name) for id_, name in seen.values_list("pk", "name")[:MOST_OFFERED]]


def _says(rule: Mapping[str, Any], actor: Actor) -> str:
    name = StaticList.objects.seen_by(actor).filter(pk=list_id(rule["list"], "")).values_list("name", flat=True)
    return _("On the list “%(name)s”") % {"name": name.first() or "…"}


LIST_RULE = RuleKind(
    name="list",
    label=gettext_lazy("Lists"),
    kinds=("contact", "company"),
    compile=_compile,
    subjects=_subjects,
    says=_says,
    order=30,
)
