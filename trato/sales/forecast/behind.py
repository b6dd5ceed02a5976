"""The list of exactly the deals behind a number of what changed: an address says `changed=slipped:7`."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from psycopg import sql

from trato.foundation.public import Actor, Condition, FieldUnknown, ListFilter, RecordKind
from trato.sales.forecast.changed import change_labels, read_days, what_changed
from trato.sales.reports.errors import ReportRefused
from trato.sales.reports.scope import Scope, read_scope

CHANGED = "changed"
MOST = 2


@dataclass(frozen=True)
class Behind:
    """What an address asks for. A list asks for its page, its count and its sums: what changed is looked up once."""

    code: str
    days: int
    _found: dict[UUID | None, list[UUID]] = field(default_factory=dict, compare=False, repr=False)

    def deals(self, by: Actor) -> list[UUID]:
        if by.id not in self._found:
            changes = what_changed(read_scope({"period": "all"}, by=by), days=self.days)
            self._found[by.id] = [deal.id for each in changes if each.code == self.code for deal in each.deals]
        return self._found[by.id]


def link_behind(scope: Scope, code: str, *, days: int) -> str:
    return scope.link(dated=False, **{CHANGED: f"{code}:{days}"})


def _asked(text: str) -> Behind:
    code, _colon, days = text.partition(":")
    if code not in change_labels() or not days:
        raise ReportRefused(_("“%(value)s” is no value to filter by.") % {"value": text[:60]}, field=CHANGED)
    return Behind(code, read_days(days))


def _read(kind: RecordKind, texts: Sequence[str], by: Actor) -> tuple[Behind, ...]:
    if kind.name != "deal":
        raise FieldUnknown(_("There is no filter “%(name)s”.") % {"name": CHANGED}, field=CHANGED)
    if len(texts) > MOST:
        raise ReportRefused(_("There are too many filters in this address."), field=CHANGED)
    return tuple(_asked(text) for text in texts)


def _pieces(_kind: RecordKind, values: Sequence[Behind], by: Actor) -> list[tuple[Condition, Condition, bool]]:
    found: list[Condition] = [(sql.SQL("r.id = any(%s)"), [each.deals(by)]) for each in values]
    return [(each, each, False) for each in found]


def _says(_kind: RecordKind, values: Sequence[Behind], by: Actor) -> str:
    return ", ".join(_said(each) for each in values)


def _said(asked: Behind) -> str:
    return ngettext("%(what)s since yesterday", "%(what)s in the last %(days)s days", asked.days) % {
        "what": change_labels()[asked.code],
        "days": asked.days,
    }


CHANGED_FILTER = ListFilter(name=CHANGED, read=_read, pieces=_pieces, says=_says)
