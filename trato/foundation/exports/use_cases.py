"""Taking records out, and letting the file go again."""

from pathlib import Path
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from trato.foundation.actors.actor import SYSTEM, Actor
from trato.foundation.events.log import publish
from trato.foundation.exports.cards import VERSIONS, has_cards
from trato.foundation.exports.contents import Contents, refuse_export
from trato.foundation.exports.errors import ExportRefused
from trato.foundation.exports.events import ExportMade
from trato.foundation.exports.files import finished_path, forget_files, forget_strays, make_durable
from trato.foundation.exports.models import UNDER_WAY, Export, ExportState, Format
from trato.foundation.exports.queries import KEPT_FOR, export_of
from trato.foundation.exports.wishes import Wish
from trato.foundation.jobs.retrying import LONG
from trato.foundation.use_cases import use_case
from trato.kit.clock import now

JOB = "foundation.run_export"
LARGE = 10_000  # rows; more is written in the background


@use_case()
def start_export(wish: Wish, *, format_: str, by: Actor, has_mark: bool = True, card_version: str = "") -> Export:
    """In the background. What cannot be exported is refused now and not by the worker."""
    refuse_format(wish, format_=format_, card_version=card_version)
    one = _checked(wish, format_=format_, by=by)
    one.has_mark, one.card_version = has_mark, card_version
    one.save(force_insert=True)
    app.configure_task(JOB, queue=LONG, lock=f"export {one.id}").defer(export_id=str(one.id))
    return one


@use_case()
def note_export(wish: Wish, *, format_: str, count: int, by: Actor) -> None:
    """Of a small list that was written at once."""
    refuse_export(wish, by=by)
    publish(ExportMade(records=wish.kind.name, count=count, format=format_), by=by)


def refuse_format(wish: Wish, *, format_: str, card_version: str) -> None:
    if format_ not in Format.values or card_version not in ("", *VERSIONS):
        raise ExportRefused(_("Trato does not write such files."), field="format")
    if format_ == Format.VCARD and not has_cards(wish.kind.name):
        raise ExportRefused(_("Only people are written as vCards."), field="format")


def _checked(wish: Wish, *, format_: str, by: Actor) -> Export:
    refuse_export(wish, by=by)
    if not Contents(wish, by).fields:
        raise ExportRefused(_("No column is left to export."), field="columns")
    return Export(
        kind=wish.kind.name,
        format=format_,
        columns=list(wish.columns),
        given={name: list(texts) for name, texts in wish.given.items()},
        rules=wish.rules,
        ids=None if wish.ids is None else [str(each) for each in wish.ids],
        sort=wish.sort,
        descending=wish.descending,
        user_id=by.id if by.kind == "user" else None,
        door=by.door,
    )


@use_case()
def take_up_export(export_id: UUID, *, by: Actor) -> Export | None:
    """A worker begins, or begins anew where another one fell; nothing if there is nothing to do."""
    one = _held(export_id, by)
    if not one.is_under_way:
        return None
    one.state, one.attempt, one.row_count, one.total = ExportState.RUNNING, one.attempt + 1, 0, 0
    one.started_at = now()
    one.save(update_fields=["state", "attempt", "row_count", "total", "started_at"])
    return one


@use_case()
def note_total(one: Export, *, total: int, by: Actor) -> bool:
    """Of how many rows. False when it was stopped or another worker took it up."""
    return bool(_own(one, by).update(total=total))


@use_case()
def note_progress(one: Export, *, count: int, by: Actor) -> bool:
    """False when it was stopped or another worker took it up."""
    return bool(_own(one, by).update(row_count=count))


@use_case()
def finish_export(one: Export, part: Path, *, count: int, cut_count: int, by: Actor) -> bool:
    """The file is in its place before it is said to be there."""
    held = _held(one.pk, by)
    if held.state != ExportState.RUNNING or held.attempt != one.attempt:
        return False
    held.size = make_durable(part, finished_path(held.id, held.format))
    held.state, held.finished_at = ExportState.FINISHED, now()
    held.row_count, held.cut_count = count, cut_count
    held.save(update_fields=["size", "state", "finished_at", "row_count", "cut_count"])
    publish(ExportMade(subject_id=held.id, records=held.kind, count=count, format=held.format), by=by)
    return True


@use_case()
def fail_export(export_id: UUID, *, reason: str, by: Actor) -> None:
    one = _held(export_id, by)
    one.state, one.failure = ExportState.FAILED, reason
    one.save(update_fields=["state", "failure"])


@use_case()
def stop_export(export_id: UUID, *, by: Actor) -> Export:
    """After the rows that are being written; the half file is thrown away."""
    one = _held(export_id, by)
    if one.state in UNDER_WAY:
        one.state = ExportState.STOPPED
        one.save(update_fields=["state"])
    return one


@use_case()
def delete_export(export_id: UUID, *, by: Actor) -> None:
    """The file goes at once; that there was one stays in the log."""
    one = _held(export_id, by)
    one.state, one.ids, one.given = ExportState.GONE, None, {}
    one.save(update_fields=["state", "ids", "given"])
    forget_files(one.id)


def forget_old_exports() -> int:
    """What a daily job calls: nobody's customers lie about longer than promised. Returns how many went."""
    ended = Export.objects.exclude(state__in=[*UNDER_WAY, ExportState.GONE])
    old = list(ended.filter(created_at__lt=now() - KEPT_FOR, finished_at=None).values_list("pk", flat=True))
    old += ended.filter(finished_at__lt=now() - KEPT_FOR).values_list("pk", flat=True)
    for export_id in old:
        delete_export(export_id, by=SYSTEM)
    kept = Export.objects.exclude(state=ExportState.GONE).values_list("pk", flat=True)
    return len(old) + forget_strays({str(each) for each in kept})


def _own(one: Export, by: Actor) -> QuerySet[Export]:
    return Export.objects.seen_by(by).filter(pk=one.pk, attempt=one.attempt, state=ExportState.RUNNING)


def _held(export_id: UUID, by: Actor) -> Export:
    export_of(export_id, seen_by=by)
    return Export.objects.select_for_update(of=("self",)).select_related("user").get(pk=export_id)
