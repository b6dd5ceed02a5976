"""The list of exactly the deals behind a number of what changed: an address says `changed=slipped:7`."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from psycopg import sql

from trato.foundation.public import Actor, Condition, FieldUnknown, ListFilter, RecordKind
from trato.sales.forecast.changed import change_labels, read_days, what_changed
from trato.sales.reports.errors import ReportRefused
from trato.sales.reports.scope import Scope, read_scope

CHANGED = "changed"
MOST = 2


def link_behind(scope: Scope, code: str, *, days: int) -> str:
    return scope.link(dated=False, **{CHANGED: f"{code}:{days}"})


def _asked(text: str) -> tuple[str, int]:
    code, _colon, days = text.partition(":")
    if code not in change_labels() or not days:
        raise ReportRefused(_("“%(value)s” is no value to filter by.") % {"value": text[:60]}, field=CHANGED)
    return code, read_days(days)


def _read(kind: RecordKind, texts: Sequence[str], by: Actor) -> tuple[str, ...]:
    if kind.name != "deal":
        raise FieldUnknown(_("There is no filter “%(name)s”.") % {"name": CHANGED}, field=CHANGED)
    if len(texts) > MOST:
        raise ReportRefused(_("There are too many filters in this address."), field=CHANGED)
    for text in texts:
        _asked(text)
    return tuple(texts)


def _condition(text: str, by: Actor) -> Condition:
    code, days = _asked(text)
    changes = what_changed(read_scope({"period": "all"}, by=by), days=days)
    found = [deal.id for each in changes if each.code == code for deal in each.deals]
    return sql.SQL("r.id = any(%s)"), [found]


def _pieces(_kind: RecordKind, values: Sequence[Any], by: Actor) -> list[tuple[Condition, Condition, bool]]:
    found = [_condition(text, by) for text in values]
    return [(each, each, False) for each in found]


def _says(_kind: RecordKind, values: Sequence[Any], by: Actor) -> str:
    return ", ".join(_said(text) for text in values)


def _said(text: str) -> str:
    code, days = _asked(text)
    return ngettext("%(what)s since yesterday", "%(what)s in the last %(days)s days", days) % {
        "what": change_labels()[code],
        "days": days,
    }


CHANGED_FILTER = ListFilter(name=CHANGED, read=_read, pieces=_pieces, says=_says)
