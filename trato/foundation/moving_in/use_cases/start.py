"""The files of another program's export arrive: kept, and each recognised."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO
from uuid import UUID

from django.utils.translation import gettext as _

from trato.foundation.actors.actor import Actor
from trato.foundation.extensions.importing import PEOPLE, ForeignFile
from trato.foundation.fields.facts import FieldFacts
from trato.foundation.fields.use_cases.make import make_field
from trato.foundation.imports.files import forget_file, keep_file, our_path
from trato.foundation.imports.kept_rows import arrived_at, is_kept_rows
from trato.foundation.imports.models import Import
from trato.foundation.imports.queries import FORMAT_ROWS, table_of
from trato.foundation.imports.reading import Row
from trato.foundation.imports.use_cases.start import RIGHT, Reading, open_file, plain_name
from trato.foundation.imports.use_cases.words import MAKE
from trato.foundation.moving_in.errors import MoveRefused
from trato.foundation.moving_in.models import Move, MoveState
from trato.foundation.moving_in.people import people_in
from trato.foundation.moving_in.queries import count_rows, files_of_move, move_of, takes_fields, unused_columns
from trato.foundation.moving_in.recognising import system_named
from trato.foundation.moving_in.setting_up import leave_open, set_up, set_up_as, set_up_kind, why_not
from trato.foundation.moving_in.unpacking import Dropped, Unreadable, dropped_files
from trato.foundation.moving_in.words import look_at_words, made_choices, take_words, unknown_words
from trato.foundation.people.models import User
from trato.foundation.use_cases import use_case
from trato.kit.errors import DomainError
from trato.kit.ids import new_id

MOST_FILES = 100
Uploads = Sequence[tuple[str, IO[bytes]]]


@use_case(right=RIGHT)
def start_move(system: str, files: Uploads, *, by: Actor) -> Move:
    if system_named(system) is None:
        raise MoveRefused(_("Choose the program you come from."), field="system")
    move = Move(system=system, user_id=by.id if by.kind == "user" else None)
    move.save(force_insert=True)
    _take(move, files, by)
    if not move.files.exists():
        reasons = " ".join(f"{each['name']}: {each['reason']}" for each in move.left_out[:5])
        raise MoveRefused(reasons or _("Choose the files first."), field="dropped")
    return move


@use_case(right=RIGHT)
def add_move_files(move_id: UUID, files: Uploads, *, by: Actor) -> Move:
    move = draft_move(move_id, by=by)
    _take(move, files, by)
    return move


@use_case(right=RIGHT)
def choose_system(move_id: UUID, system: str, *, by: Actor) -> Move:
    """Everything is recognised anew."""
    move = draft_move(move_id, by=by)
    if system_named(system) is None:
        raise MoveRefused(_("Choose the program you come from."), field="system")
    move.system, move.people = system, {}
    seen: set[int] = set()
    for one in files_of_move(move):
        file = our_path(one.id).stat().st_ino
        if file in seen:
            forget_file(one.path)  # what stood beside something else is found again
            one.delete()
            continue
        seen.add(file)
        _recognise(one, open_file(one, Reading()), move, by)
    _look_at_people(move)
    return move


@use_case(right=RIGHT)
def choose_what_it_holds(move_id: UUID, import_id: UUID, kind: str, *, by: Actor) -> Import:
    """A file that was not recognised, or as something else; "" leaves it out."""
    move = draft_move(move_id, by=by)
    one = _file(move, import_id)
    if not kind:
        leave_open(one, _("You left it out."))
    elif reason := why_not(kind, by):
        raise MoveRefused(reason, field="kind")
    else:
        set_up_kind(one, kind, table_of(one).sample(FORMAT_ROWS), by=by)
    look_at_words(one, by=by)
    one.save()
    _look_at_people(move)
    return one


@use_case(right=RIGHT)
def choose_people(move_id: UUID, people: Mapping[str, str], *, by: Actor) -> Move:
    """Who of us each of them is; "" where nobody is to own what was theirs."""
    move = draft_move(move_id, by=by)
    here = {str(id_) for id_ in User.objects.filter(is_active=True).values_list("id", flat=True)}
    for key, user in people.items():
        if key not in move.people or (user and user not in here):
            raise MoveRefused(_("These people have changed meanwhile. Look at them again."))
        move.people[key]["user"] = user
    move.save(update_fields=["people"])
    return move


@use_case(right=RIGHT)
def choose_words_of(move_id: UUID, import_id: UUID, said: Mapping[tuple[str, str], str], *, by: Actor) -> Import:
    """What their words for (field, word) are here, "" for none of ours, MAKE for a new choice. Other files of the same
    kind that are asked for the same word mean the same by it."""
    move = draft_move(move_id, by=by)
    one = _file(move, import_id)
    asked = {(each.field.name, each.word): each.field for each in unknown_words(one)}
    for word, code in said.items():
        if word not in asked or code not in ("", MAKE, *(choice for choice, _label in asked[word].choices)):
            raise MoveRefused(_("These words have changed meanwhile. Look at them again."))
    codes = {**said, **made_choices(said, asked, by=by)}
    for each in (one, *(other for other in files_of_move(move) if other.kind == one.kind and other.id != one.id)):
        take_words(each, codes)
        each.save(update_fields=["arrangement", "preview"])
    return one


@use_case(right=RIGHT)
def make_fields_of(move_id: UUID, import_id: UUID, places: Sequence[int], *, by: Actor) -> Import:
    """Columns that nothing takes become fields of their own, and are used."""
    one = _file(draft_move(move_id, by=by), import_id)
    if not takes_fields(one):
        raise MoveRefused(_("These records take no fields of your own."))
    wanted = {each.place: each for each in unused_columns(one) if each.place in places}
    for place, column in wanted.items():
        label = " ".join(column.header.split())[:100] or _("Column %(number)s") % {"number": place + 1}
        made = make_field(one.kind, type=column.type, facts=FieldFacts(label=label), by=by)
        one.mapping[place] = made.name
    one.save(update_fields=["mapping"])
    return one


@use_case(right=RIGHT)
def discard_move(move_id: UUID, *, by: Actor) -> None:
    """One that has not begun; its files go too."""
    move = draft_move(move_id, by=by)
    for one in files_of_move(move):
        forget_file(one.path)
    move.delete()


def draft_move(move_id: UUID, *, by: Actor) -> Move:
    move_of(move_id, seen_by=by)
    held = Move.objects.select_for_update().get(pk=move_id)
    if held.state != MoveState.DRAFT:
        raise MoveRefused(_("This move has begun and cannot be changed any more."))
    return held


def _file(move: Move, import_id: UUID) -> Import:
    found = Import.objects.filter(move=move, pk=import_id).first()
    if found is None or found.kind == PEOPLE:
        raise MoveRefused(_("There is no such file in this move."))
    return found


def _take(move: Move, files: Uploads, by: Actor) -> None:
    for each in dropped_files(files):
        if move.files.count() >= MOST_FILES:
            _leave_out(move, each.name, _("At most %(limit)s files can be taken at once.") % {"limit": MOST_FILES})
        elif each.reason:
            _leave_out(move, each.name, each.reason)
        else:
            _keep(move, each, by)
    _look_at_people(move)


def _leave_out(move: Move, name: str, reason: str) -> None:
    move.left_out = [*move.left_out, {"name": name, "reason": reason}]


def _keep(move: Move, each: Dropped, by: Actor) -> None:
    import_id = new_id()
    path = our_path(import_id)
    try:
        keep_file(import_id, each.content)
        one = _import(move, import_id, path, each.name, by)
        sample = open_file(one, Reading())
    except Unreadable:
        forget_file(str(path))
        _leave_out(move, each.name, _("It is damaged, or larger than it says."))
    except DomainError as refusal:
        forget_file(str(path))
        _leave_out(move, each.name, refusal.message)
    else:
        _recognise(one, sample, move, by)


def _import(move: Move, import_id: UUID, path: Path, name: str, by: Actor) -> Import:
    user = by.id if by.kind == "user" else None
    return Import(id=import_id, kind="", path=str(path), file_name=plain_name(name), move=move, user_id=user)


def _recognise(one: Import, sample: Sequence[Row], move: Move, by: Actor) -> None:
    beside = set_up(one, sample, system=move.system, by=by)
    look_at_words(one, by=by)
    one.save()
    for file in beside:
        _read_beside(one, file, move, by)


def _read_beside(first: Import, file: ForeignFile, move: Move, by: Actor) -> None:
    """Under another name on the disk: each of the two goes when it is in."""
    if why_not(file.kind, by):
        return
    import_id = new_id()
    path = our_path(import_id)
    os.link(arrived_at(Path(first.path)).original if is_kept_rows(Path(first.path)) else first.path, path)
    one = _import(move, import_id, path, first.file_name, by)
    sample = open_file(one, Reading())
    one.system = move.system
    set_up_as(one, file, sample, by=by)
    if count_rows(one) == (0, True):  # nothing of it stands in this file
        forget_file(str(path))
        return
    look_at_words(one, by=by)
    one.save()


def _look_at_people(move: Move) -> None:
    move.people = people_in(move, files_of_move(move))
    move.save()
