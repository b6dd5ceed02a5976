"""What the pages of one import show beside their form: its steps, its counts, the rows that cannot go in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trato.foundation.public import (
    ENCODINGS,
    Actor,
    Import,
    ImportMapping,
    RecordKind,
    arrived_as,
    importable_kind,
    importable_kinds,
    is_own_mapping,
    mapping_fits,
    mappings_of,
    progress_of,
    recent_imports,
    system_label,
)
from trato.kit.numbers import grouped
from trato.web.imports.forms import SEPARATOR_NAMES, ColumnsForm, NoReadingForm, ReadingForm, SheetForm

STEPS = ("file", "columns", "matching", "preview", "run", "result")
PART_OF = {"words": "columns"}  # a page that only some files need is no step of its own
FORMAT_NAMES = {"xlsx": "XLSX", "jsonl": "JSON Lines", "vcf": "vCard", "parquet": "Parquet"}
MOST_COLUMNS = 6
MOST_ROWS = 100
MOST_NOTICES = 5


@dataclass(frozen=True)
class Step:
    label: str
    told: str
    state: str
    url: str = ""


@dataclass(frozen=True)
class BadCell:
    text: str
    is_bad: bool


@dataclass(frozen=True)
class BadRow:
    line: int
    cells: Sequence[BadCell]
    reasons: Sequence[str]


@dataclass(frozen=True)
class KeptMapping:
    mapping: ImportMapping
    kind: RecordKind
    used: str
    is_own: bool


def wizard(one: Import, here: str, *, by: Actor) -> dict[str, Any]:
    """What every page of one import needs."""
    return {
        "import": one,
        "steps": steps(one, here),
        "written": written(one),
        "kind": importable_kind(one.kind),
        **runs(by),
    }


def runs(by: Actor) -> dict[str, Any]:
    recent = list(recent_imports(seen_by=by))
    return {
        "running": [(each, progress_of(each)) for each in recent if each.is_under_way],
        "drafts": [each for each in recent if each.is_draft],
        "done": [each for each in recent if not each.is_under_way and not each.is_draft],
    }


def written(one: Import) -> str:
    if arrived := arrived_as(one):
        told = {"count": grouped(len(one.header)), "format": FORMAT_NAMES[arrived.format], "sheet": arrived.sheet}
        if not arrived.sheet:
            return _("%(count)s columns · %(format)s") % told
        return _("%(count)s columns · %(format)s · sheet “%(sheet)s”") % told
    facts = {
        "count": grouped(len(one.header)),
        "encoding": ENCODINGS.get(one.encoding, one.encoding),
        "separator": SEPARATOR_NAMES.get(one.separator, one.separator),
    }
    return _("%(count)s columns · %(encoding)s · %(separator)s") % facts


def steps(one: Import, here: str) -> list[Step]:
    labels = {
        "file": (_("File"), filesizeformat(one.size)),
        "columns": (_("Columns"), _used(one)),
        "matching": (_("Matching"), _matched(one)),
        "preview": (_("Preview"), _to_look_at(one)),
        "run": (_("Import"), ""),
        "result": (_("Result"), ""),
    }
    now = STEPS.index(PART_OF.get(here, here))
    return [
        Step(label, told if place <= now else "", _state(place, now), _url(one, name) if place < now else "")
        for place, (name, (label, told)) in enumerate(labels.items())
    ]


def _state(place: int, now: int) -> str:
    return "done" if place < now else "now" if place == now else ""


def _url(one: Import, name: str) -> str:
    """A step that is done can be looked at again until the import has begun."""
    can_return = one.is_draft and name in ("columns", "matching", "preview")
    return reverse(f"web:import_{name}", args=[one.id]) if can_return else ""


def _used(one: Import) -> str:
    return _("%(used)s of %(all)s used") % {"used": grouped(one.used_columns), "all": grouped(len(one.header))}


def _to_look_at(one: Import) -> str:
    count = one.preview.get("scan_failed", 0)
    said = ngettext("%(count)s row to look at", "%(count)s rows to look at", count)
    return said % {"count": grouped(count)} if count else ""


def _matched(one: Import) -> str:
    spec = importable_kind(one.kind).by_name.get(one.key)
    return _("by %(field)s") % {"field": spec.label} if spec else ""


def columns(one: Import, form: ColumnsForm, reading: ReadingForm | SheetForm | NoReadingForm) -> dict[str, Any]:
    kept = mappings_of(one.kind)
    return {
        "form": form,
        "rows": form.rows(),
        "reading": reading,
        "system": system_label(one.system),
        "has_ids": any(field.rpartition(".")[2] == "external_id" for field in one.mapping),
        "kept": kept,
        "fits": next((each for each in kept if mapping_fits(one, each)), None),
    }


def kept_mappings(by: Actor) -> list[KeptMapping]:
    return [
        KeptMapping(each, kind, grouped(sum(map(bool, each.columns.values()))), is_own_mapping(each, by=by))
        for kind in importable_kinds()
        if by.may(kind.right("create"))
        for each in mappings_of(kind.name)
    ]


def previewed(one: Import) -> dict[str, Any]:
    """The first rows, tried, and what the rest of the file holds as far as it was read."""
    told = one.preview
    return {
        "counts": told,
        "is_tried": told.get("rows") == told.get("scanned"),
        "sentences": said_of_preview(told),
        "bad": bad_rows(one, told.get("refusals", [])),
        "twins": told.get("twins", []),
        "twins_said": said_of_twins(told.get("twin_count", 0)),
    }


def said_of_twins(count: int) -> str:
    said = ngettext(
        "%(count)s new row looks like a record that is there already. It comes in all the same, and the pair waits "
        "among the duplicates.",
        "%(count)s new rows look like records that are there already. They come in all the same, and the pairs wait "
        "among the duplicates.",
        count,
    )
    return said % {"count": grouped(count)} if count else ""


def said_of_preview(told: Mapping[str, Any]) -> list[str]:
    """Never more than was really looked at."""
    tried, scanned, failed = (told.get(name, 0) for name in ("rows", "scanned", "scan_failed"))
    said = [
        ngettext(
            "What will happen with the first row of this file. Nothing has been changed yet.",
            "What will happen with the first %(count)s rows of this file. Nothing has been changed yet.",
            tried,
        )
        % {"count": grouped(tried)}
        if scanned > tried or not told.get("is_all")
        else _("What will happen with the rows of this file. Nothing has been changed yet.")
    ]
    if scanned > tried:
        reach = (
            _("The whole file was read: %(count)s rows.")
            if told.get("is_all")
            else _("The first %(count)s rows were read; what stands further down is told when it comes in.")
        )
        bad = ngettext("%(count)s of them cannot go in.", "%(count)s of them cannot go in.", failed)
        said.append(f"{reach % {'count': grouped(scanned)}} {bad % {'count': grouped(failed)}}")
    return said


def resulted(one: Import) -> dict[str, Any]:
    counts = {
        "created": one.created_count,
        "updated": one.updated_count,
        "skipped": one.skipped_count,
        "failed": one.failed_count,
        "keyless": one.keyless_count,
        "shared": one.shared_count,
        "notices": one.notices,
        "notice_count": one.notice_count,
    }
    told = one.refusals.order_by("line", "id").values("line", "cells", "problems")[:MOST_ROWS]
    return {"counts": counts, "progress": progress_of(one), "bad": bad_rows(one, told)}


def bad_rows(one: Import, refusals: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """As a table of the columns that say who it is and where it is wrong; not of all the columns of a wide file."""
    rows = list(refusals)
    wrong = {each["column"] for row in rows for each in row["problems"]}
    used = [place for place, field in enumerate(one.mapping) if field]
    first = [place for place in used if one.header[place] in wrong] + used
    places = sorted(list(dict.fromkeys(first))[:MOST_COLUMNS])
    return {
        "headers": [one.header[place] for place in places],
        "span": len(places) + 1,
        "rows": [_bad_row(one.header, places, row) for row in rows],
    }


def _bad_row(header: Sequence[str], places: Sequence[int], row: Mapping[str, Any]) -> BadRow:
    wrong = {each["column"] for each in row["problems"]}
    cells = row["cells"]
    shown = [BadCell(cells[at][:80] if at < len(cells) else "", header[at] in wrong) for at in places]
    return BadRow(row["line"], shown, [_reason(each) for each in row["problems"]])


def _reason(problem: Mapping[str, str]) -> str:
    return f"{problem['column']}: {problem['reason']}" if problem["column"] else problem["reason"]


def notes(counts: Mapping[str, Any]) -> list[str]:
    told = []
    if keyless := counts.get("keyless", 0):
        told.append(
            ngettext(
                "%(count)s row has nothing to match it by and comes in as new.",
                "%(count)s rows have nothing to match them by and come in as new.",
                keyless,
            )
            % {"count": grouped(keyless)}
        )
    if shared := counts.get("shared", 0):
        told.append(
            ngettext(
                "%(count)s e-mail stands beside different names, so it is marked as shared.",
                "%(count)s e-mails stand beside different names, so they are marked as shared.",
                shared,
            )
            % {"count": grouped(shared)}
        )
    return told + _left_behind(counts.get("notices", ()), counts.get("notice_count", 0))


def _left_behind(notices: Sequence[Mapping[str, Any]], count: int) -> list[str]:
    """What of rows that come in is not kept."""
    said = _("Line %(line)s comes in, but not its %(column)s: %(reason)s")
    told = [said % {**each, "line": grouped(each["line"])} for each in notices[:MOST_NOTICES]]
    if rest := count - len(told):
        more = ngettext(
            "%(count)s more row comes in without all that it holds.",
            "%(count)s more rows come in without all that they hold.",
            rest,
        )
        told.append(more % {"count": grouped(rest)})
    return told
