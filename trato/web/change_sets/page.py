"""What the pages of change sets show."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from trato.foundation.public import (
    ACTS,
    Actor,
    ChangeSet,
    Import,
    Progress,
    RecordKind,
    SetPreview,
    act_label,
    change_sets_before,
    changes_in,
    count_changed,
    is_undone,
    latest_undo,
    names_of,
    progress_of_set,
    record_kind,
    refusals_of,
    why_not_undone,
)
from trato.kit.numbers import grouped
from trato.web.change_sets.telling import told_changes, told_refusals

ROWS = 50
COUNTED = 1_000_000
DOORS = {
    "page": gettext_lazy("on a page"),
    "api": gettext_lazy("by a program"),
    "import": gettext_lazy("by an import"),
    "command": gettext_lazy("by a command"),
    "worker": gettext_lazy("by Trato"),
}


@dataclass(frozen=True)
class SetRow:
    one: ChangeSet
    act: str
    who: str
    door: str
    said: str
    is_undone: bool


def index(*, before: UUID | None, by: Actor) -> dict[str, Any]:
    found = change_sets_before(before, seen_by=by, limit=ROWS + 1)
    shown = found[:ROWS]
    return {
        "rows": _rows(shown),
        "more": shown[-1].id if len(found) > ROWS else "",
        "is_first": before is None,
    }


def _rows(found: Sequence[ChangeSet]) -> list[SetRow]:
    names = names_of(each.actor_id for each in found)
    return [
        SetRow(
            one=each,
            act=act_label(each),
            who=_who(each, names),
            door=str(DOORS.get(each.door, each.door)),
            said=_said_counts(each),
            is_undone=is_undone(each),
        )
        for each in found
    ]


def _who(one: ChangeSet, names: dict[UUID, str]) -> str:
    return names.get(one.actor_id, _("somebody who left")) if one.actor_id else "Trato"


def _said_counts(one: ChangeSet) -> str:
    """As far as the act counts: an import tells what it made, an edit what it changed."""
    counts = one.counts
    made, changed = counts.get("created", 0), counts.get("changed", counts.get("updated", 0))
    refused = counts.get("refused", counts.get("failed", 0))
    told = [
        (made, ngettext("%(count)s new", "%(count)s new", made)),
        (changed, ngettext("%(count)s changed", "%(count)s changed", changed)),
        (refused, ngettext("%(count)s could not", "%(count)s could not", refused)),
    ]
    return ", ".join(words % {"count": grouped(count)} for count, words in told if count)


def shown_set(one: ChangeSet, *, after: UUID | None, told_after: int, by: Actor) -> dict[str, Any]:
    changes = changes_in(one.id, after=after, limit=ROWS + 1)
    refusals = refusals_of(one.id, after=told_after, limit=ROWS + 1)
    return {
        "one": one,
        "row": _rows([one])[0],
        "kind": _kind(one),
        "progress": progress_of_set(one),
        "time_left": time_left(progress_of_set(one)),
        "counts": _split(one),
        "changes": told_changes(changes[:ROWS], seen_by=by),
        "more": changes[ROWS - 1].id if len(changes) > ROWS else "",
        "refusals": told_refusals(refusals[:ROWS], seen_by=by),
        "more_refusals": refusals[ROWS - 1].pk if len(refusals) > ROWS else "",
        "why_not": why_not_undone(one),
        "undone_by": latest_undo(one),
        "is_mine": one.actor_id == by.id,
        "of_import": Import.objects.seen_by(by).filter(change_set=one).first() if one.kind == "import" else None,
        "back": one.selection.get("back", ""),
    }


def _kind(one: ChangeSet) -> RecordKind | None:
    return record_kind(one.record_type) if one.record_type else None


def _split(one: ChangeSet) -> list[tuple[int, str, str, bool]]:
    """Numbers with their icons and words; what went wrong is the last."""
    if one.kind == "import" or "changed" not in one.counts:
        acts = count_changed(one.id)
        told = (("create", "plus", _("new")), ("update", "pencil", _("changed")), ("trash", "trash", _("deleted")))
        return [(acts.get(act, 0), icon, words, False) for act, icon, words in told]
    return parts_of(one.counts.get("changed", 0), one.counts.get("same", 0), one.counts.get("refused", 0))


def parts_of(changed: int, same: int, refused: int) -> list[tuple[int, str, str, bool]]:
    return [
        (changed, "check", _("changed"), False),
        (same, "equal", _("same as before"), False),
        (refused, "alert-triangle", _("with something that stays"), bool(refused)),
    ]


def time_left(progress: Progress) -> str:
    seconds = progress.seconds_left
    if seconds is None:
        return ""
    if seconds < 90:
        return ngettext("%(n)s second left", "%(n)s seconds left", seconds) % {"n": grouped(seconds)}
    minutes = round(seconds / 60)
    return ngettext("%(n)s minute left", "%(n)s minutes left", minutes) % {"n": grouped(minutes)}


def previewed(one: ChangeSet, preview: SetPreview, *, by: Actor) -> dict[str, Any]:
    kind, act = record_kind(one.record_type), ACTS[one.kind]
    return {
        "one": one,
        "kind": kind,
        "act": act,
        "sentence": _sentence(kind, act.name, preview),
        "button": _("%(act)s: %(count)s") % {"act": act.label, "count": _counted(preview.changeable)},
        "values_url": reverse("web:change_set_values", args=[one.id]) if act.takes else "",
        "back": one.selection.get("back", "") or reverse("web:list", args=[kind.plural]),
        **_tried(preview, by),
    }


def undo_previewed(one: ChangeSet, preview: SetPreview, *, by: Actor) -> dict[str, Any]:
    said = ngettext(
        "Undoing this looks at %(count)s record.", "Undoing this looks at %(count)s records.", preview.total
    )
    return {
        "one": one,
        "row": _rows([one])[0],
        "sentence": said % {"count": grouped(preview.total)},
        "why_not": why_not_undone(one),
        **_tried(preview, by),
    }


def _tried(preview: SetPreview, by: Actor) -> dict[str, Any]:
    outcome = preview.outcome
    return {
        "preview": preview,
        "tried": grouped(preview.tried),
        "counts": parts_of(outcome.changed, outcome.same, outcome.refused),
        "samples": told_changes(preview.samples, seen_by=by),
        "refusals": told_refusals(outcome.refusals[:ROWS], seen_by=by),
    }


def _counted(count: int) -> str:
    return f"{grouped(COUNTED)}+" if count > COUNTED else grouped(count)


def _sentence(kind: RecordKind, act: str, preview: SetPreview) -> str:
    """“This will change 4,112 contacts.” and how many are not the person's to change."""
    count = preview.changeable
    facts = {"count": _counted(count), "records": str(kind.label if count == 1 else kind.label_plural).lower()}
    if act == "trash":
        said = _("This will put %(count)s %(records)s into the trash.") % facts
    elif act == "restore":
        said = _("This will take %(count)s %(records)s out of the trash.") % facts
    else:
        said = _("This will change %(count)s %(records)s.") % facts
    others = preview.total - preview.changeable
    if not others:
        return said
    more = ngettext(
        "%(count)s that you chose is not yours to change.", "%(count)s that you chose are not yours to change.", others
    )
    return f"{said} {more % {'count': grouped(others)}}"


def done_words(one: ChangeSet) -> str:
    changed, refused = one.counts.get("changed", 0), one.counts.get("refused", 0)
    said = ngettext("%(count)s record changed.", "%(count)s records changed.", changed) % {"count": grouped(changed)}
    if one.undoes_id:
        said = ngettext("%(count)s record is as it was.", "%(count)s records are as they were.", changed)
        said %= {"count": grouped(changed)}
    if not refused:
        return said
    more = ngettext("%(count)s has something that stays.", "%(count)s have something that stays.", refused)
    return f"{said} {more % {'count': grouped(refused)}}"
