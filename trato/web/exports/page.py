"""What the pages of exports show."""

from typing import Any
from uuid import UUID

from babel.numbers import format_decimal
from django.http import HttpRequest
from django.utils.translation import gettext as _

from trato.foundation.exports.public import (
    LARGE,
    Export,
    Wish,
    count_export,
    export_progress,
    kept_until,
    recent_exports,
)
from trato.foundation.public import Actor, RecordKind, record_kind
from trato.kit.errors import DomainError
from trato.web.components.moments import our_locale
from trato.web.exports.forms import ALL, ExportForm
from trato.web.lists.asked import Asked, asked_of

MOST_SELECTED = 10_000


class SelectionUnreadable(DomainError):
    """What was selected is no list of ids."""


def list_asked(request: HttpRequest, kind: RecordKind, actor: Actor) -> Asked:
    """The list of the address, without what only an export is told."""
    query = request.GET.copy()
    query.pop("ids", None)
    return asked_of(kind, query, by=actor)


def wish_from(asked: Asked, request: HttpRequest, form: ExportForm | None = None) -> Wish:
    everything = form is not None and form.cleaned_data["columns"] == ALL
    return Wish(
        kind=asked.kind,
        columns=() if everything else [spec.name for spec in asked.columns],
        given={name: list(texts) for name, texts in asked.given.items()},
        ids=_selected(request),
        sort=asked.sort.name,
        descending=asked.descending,
    )


def _selected(request: HttpRequest) -> list[UUID] | None:
    texts = [text for each in (request.GET, request.POST) for given in each.getlist("ids") for text in given.split(",")]
    try:
        ids = [UUID(text) for text in dict.fromkeys(texts) if text]
    except ValueError:
        raise SelectionUnreadable(_("What was selected cannot be read. Select it again.")) from None
    if len(ids) > MOST_SELECTED:
        told = {"limit": said(MOST_SELECTED)}
        raise SelectionUnreadable(_("At most %(limit)s records are selected one by one.") % told)
    return ids or None


def started(asked: Asked, wish: Wish, form: ExportForm, *, by: Actor) -> dict[str, Any]:
    count = count_export(wish, by=by, limit=LARGE + 1)
    return {
        "form": form,
        "kind": asked.kind,
        "list_url": asked.address(),
        "ids": ",".join(str(each) for each in wish.ids or ()),
        "count": said(min(count, LARGE)) + ("+" if count > LARGE else ""),
        "is_large": count > LARGE,
        "notices": asked.notices,
        **runs(by),
    }


def shown(one: Export, *, by: Actor) -> dict[str, Any]:
    return {
        "export": one,
        "kind": record_kind(one.kind),
        "progress": export_progress(one),
        "count": said(one.row_count),
        "until": kept_until(one),
        **runs(by),
    }


def runs(actor: Actor) -> dict[str, Any]:
    return {"exports": [(one, export_progress(one)) for one in recent_exports(seen_by=actor)]}


def said(number: int) -> str:
    return format_decimal(number, locale=our_locale())
