"""What the page of a move shows: its files, what is to be said about them, how far it is and what became of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import Form
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trato.foundation.moving_in.public import (
    Move,
    UnknownWord,
    UnusedColumn,
    count_rows,
    counts_of_move,
    files_of_move,
    is_brought_in,
    progress_of_move,
    recent_moves,
    system_named,
    systems,
    takes_fields,
    undecided_columns,
    unknown_words,
    unused_columns,
)
from trato.foundation.public import (
    MAKE,
    PEOPLE,
    Actor,
    FileKind,
    FindsTwins,
    Import,
    RecordKind,
    User,
    contributions,
    importable_kind,
    importable_kinds,
)
from trato.kit.numbers import grouped
from trato.web.moving_in.forms import NOT_SAID, FilesForm, StartForm, label_of


@dataclass(frozen=True)
class MovedFile:
    """A file, and all that may be said about it before it comes in. New choices may be made of fields it `makes`."""

    one: Import
    kind: RecordKind | None
    is_people: bool
    rows: str
    used: str
    undecided: Sequence[str]
    unused: Sequence[UnusedColumn]
    words: Sequence[UnknownWord]
    makes: Collection[str]
    may_make_fields: bool

    @property
    def is_listed(self) -> bool:
        return self.kind is not None and not isinstance(self.kind, FileKind)


@dataclass(frozen=True)
class Person:
    """Somebody of the other program. `said` is the id of one of us, "" for nobody, None while it is not said."""

    at: int
    called: str
    count: str
    said: str | None


@dataclass(frozen=True)
class Choice:
    value: str
    label: str


def started(form: StartForm, *, by: Actor) -> dict[str, Any]:
    return {
        "form": form,
        "systems": systems(),
        "moves": [(each, label_of(each.system)) for each in recent_moves(seen_by=by)],
    }


def shown(move: Move, form: Form | None, *, by: Actor) -> dict[str, Any]:
    files = [_file(one, move, by) for one in files_of_move(move)]
    facts: dict[str, Any] = {
        "move": move,
        "form": form,
        "label": label_of(move.system),
        "says": getattr(system_named(move.system), "says", ""),
        "files": files,
        "progress": progress_of_move(move),
        "counts": counts_of_move(move),
        "duplicates": _duplicates(files, by),
    }
    return facts | (_to_say(move, form, files, by) if move.is_draft else {})


def _to_say(move: Move, form: Form | None, files: Sequence[MovedFile], by: Actor) -> dict[str, Any]:
    people = [
        Person(at, move.people[key]["called"], grouped(move.people[key]["count"]), move.people[key]["user"])
        for at, key in enumerate(sorted(move.people))
    ]
    unsaid = any(each.said is None for each in people) or any(_is_open(each) for each in files)
    return {
        "files_form": form if isinstance(form, FilesForm) else FilesForm(),
        "systems": systems(),
        "kinds": [kind for kind in importable_kinds() if by.may(kind.right("create"))],
        "people": people,
        "colleagues": _colleagues(),
        "not_said": NOT_SAID,
        "make": MAKE,
        "is_ready": not unsaid and any(is_brought_in(each.one) for each in files),
    }


def _is_open(file: MovedFile) -> bool:
    return bool(file.undecided) or any(each.said is None for each in file.words)


def _colleagues() -> list[Choice]:
    rows = User.objects.filter(is_active=True).order_by("name", "id").values_list("id", "name", "email")
    return [Choice(str(id_), name or email) for id_, name, email in rows]


def _file(one: Import, move: Move, by: Actor) -> MovedFile:
    kind = importable_kind(one.kind) if is_brought_in(one) else None
    is_draft = move.is_draft and kind is not None
    words = unknown_words(one) if is_draft else []
    return MovedFile(
        one=one,
        kind=kind,
        is_people=one.kind == PEOPLE,
        rows=_rows(one) if move.is_draft else "",
        used=_("%(used)s of %(all)s used") % {"used": grouped(one.used_columns), "all": grouped(len(one.header))},
        undecided=undecided_columns(one, by=by) if is_draft else (),
        unused=unused_columns(one) if is_draft else (),
        words=words,
        makes={each.field.name for each in words if each.field.make_choices and by.may(each.field.making)},
        may_make_fields=is_draft and takes_fields(one) and by.may("foundation.manage_fields"),
    )


def _rows(one: Import) -> str:
    count, is_exact = count_rows(one)
    said = ngettext("%(count)s row", "%(count)s rows", count) if is_exact else _("about %(count)s lines")
    return said % {"count": grouped(count)}


def _duplicates(files: Sequence[MovedFile], by: Actor) -> list[tuple[str, RecordKind]]:
    """Where to look for twins of what came in."""
    kinds: dict[str, RecordKind] = {each.kind.name: each.kind for each in files if each.kind}
    found = [each for each in contributions(FindsTwins) if each.kind in kinds and by.may(each.right)]
    return [(each.url_name, kinds[each.kind]) for each in found]
