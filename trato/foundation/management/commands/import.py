"""`trato import contacts FILE`: bring a file in."""  # noqa: N999  # the command is called so

import json
import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trato.foundation.actors.actor import SYSTEM, Actor
from trato.foundation.copies.commands import import_everything
from trato.foundation.copies.queries import refuse_half_a_home
from trato.foundation.extensions.contributions import ImportedFile
from trato.foundation.extensions.registry import UnknownKind, contributions, importable_kind, importable_kinds
from trato.foundation.imports.columns import plain
from trato.foundation.imports.encodings import ENCODINGS
from trato.foundation.imports.error_file import error_file
from trato.foundation.imports.formats import DATES, NUMBERS
from trato.foundation.imports.models import Empty, Import, Rule, State
from trato.foundation.imports.recognising import QUOTES
from trato.foundation.imports.running import run_to_the_end
from trato.foundation.imports.use_cases.choose import choose_mapping, choose_matching, override_columns
from trato.foundation.imports.use_cases.mappings import keep_mapping
from trato.foundation.imports.use_cases.run import prepare_run
from trato.foundation.imports.use_cases.start import Reading, start_import_of
from trato.foundation.imports.use_cases.words import MAKE, choose_words
from trato.foundation.imports.words import new_words
from trato.foundation.people.models import User

FIRST_REFUSALS = 10


class Command(BaseCommand):
    help = "Bring the rows of a file in as records: trato import contacts FILE"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "kind", metavar="kind or DIR", help="contacts, companies; alone, what trato export DIR wrote"
        )
        parser.add_argument(
            "file", nargs="?", default="", help="CSV, XLSX, vCard, JSON Lines or Parquet; or - for standard input"
        )
        parser.add_argument("--key", default="", help="the field by which a row is recognised as being there already")
        parser.add_argument("--rule", "--on-match", dest="on_match", choices=Rule.values, default="")
        parser.add_argument("--empty", choices=Empty.values, default="", help="what an empty cell does to a record")
        parser.add_argument("--mapping", default="", metavar="NAME", help="a mapping that was kept")
        parser.add_argument("--keep", default="", metavar="NAME", help="keep these choices as a mapping")
        parser.add_argument("--encoding", default="", help=", ".join(ENCODINGS))
        parser.add_argument("--separator", default="", help="one character, or tab")
        parser.add_argument("--quotes", choices=["", *QUOTES], default="")
        parser.add_argument("--sheet", default="", metavar="NAME", help="of a workbook; the first that holds something")
        parser.add_argument("--no-header", action="store_true", help="the first row is data already")
        parser.add_argument("--dates", choices=["", *DATES], default="", help="how days are written")
        parser.add_argument("--numbers", choices=["", *NUMBERS], default="", help="point: 1,234.56  comma: 1.234,56")
        parser.add_argument("--ids-of", default=None, metavar="SYSTEM", help="the program whose ids the file holds")
        parser.add_argument("--map", action="append", default=[], metavar="COLUMN=FIELD", help="field empty: not used")
        parser.add_argument("--word", action="append", default=[], metavar="FIELD:WORD=VALUE", help="what a word means")
        parser.add_argument("--make-choices", action="store_true", help="make new choices of words that mean nothing")
        parser.add_argument("--errors", default="", metavar="FILE", help="write the rows that could not go in here")
        parser.add_argument("--json", action="store_true", help="the result as JSON, alone on standard output")
        parser.add_argument("--by", default="", metavar="EMAIL", help="the colleague who does it")

    def handle(self, **asked: Any) -> None:
        by = _actor(asked["by"])
        if not asked["file"]:
            _refuse_kind_alone(asked["kind"])
            import_everything(asked["kind"], by=by, say=self.stdout.write)
            return
        refuse_half_a_home()
        with tempfile.TemporaryDirectory() as folder:
            path = _from_standard_input(Path(folder)) if asked["file"] == "-" else Path(asked["file"])
            if other := _other_file(asked["kind"]):
                self.stdout.write(other.take(path, by=by))
                return
            one, seconds = self._bring_in(path, asked, by)
        if asked["errors"]:
            with Path(asked["errors"]).open("w", encoding="utf-8-sig", newline="") as file:
                file.writelines(error_file(one))
        self._tell(one, seconds, asked)

    def _bring_in(self, path: Path, asked: dict[str, Any], by: Actor) -> tuple[Import, float]:
        began = perf_counter()
        one = start_import_of(path, kind=_kind(asked["kind"]), file_name=path.name, by=by, reading=_reading(asked))
        if asked["mapping"]:
            one = choose_mapping(one.id, name=asked["mapping"], by=by)
        formats = {name: asked[name] for name in ("dates", "numbers", "ids_of")}
        one = override_columns(one.id, overrides=_overrides(asked["map"]), by=by, **formats)
        chosen = {"rule": asked["on_match"] or one.rule, "empty": asked["empty"] or one.empty}
        one = choose_matching(one.id, key=_key(one, asked["key"]) or None, by=by, **chosen)
        one = choose_words(one.id, words=_words(one, asked, by), by=by)
        if asked["keep"]:
            keep_mapping(one.id, name=asked["keep"], by=by)
        prepare_run(one.id, by=by)
        run_to_the_end(one.id)
        one.refresh_from_db()
        return one, perf_counter() - began

    def _tell(self, one: Import, seconds: float, asked: dict[str, Any]) -> None:
        result = {
            "rows": one.row_count,
            "created": one.created_count,
            "updated": one.updated_count,
            "skipped": one.skipped_count,
            "failed": one.failed_count,
            "seconds": round(seconds, 3),
            "change_set": str(one.change_set_id),
        }
        if asked["json"]:
            self.stdout.write(json.dumps(result))
        else:
            self._tell_people(one, result)
        if one.state == State.FAILED:
            raise CommandError(one.failure)

    def _tell_people(self, one: Import, result: dict[str, Any]) -> None:
        said = ngettext(
            "%(rows)s row in %(seconds)s s: %(created)s created, %(updated)s updated, %(skipped)s skipped, "
            "%(failed)s could not go in.",
            "%(rows)s rows in %(seconds)s s: %(created)s created, %(updated)s updated, %(skipped)s skipped, "
            "%(failed)s could not go in.",
            one.row_count,
        )
        self.stdout.write(said % result)
        unused = [name for name, field in zip(one.header, one.mapping, strict=True) if not field]
        if unused:
            self.stdout.write(_("Columns not used: %(names)s.") % {"names": ", ".join(unused)})
        if one.keyless_count:
            said = ngettext(
                "%(count)s row had nothing to match it by.",
                "%(count)s rows had nothing to match them by.",
                one.keyless_count,
            )
            self.stdout.write(said % {"count": one.keyless_count})
        if one.shared_count:
            said = ngettext(
                "%(count)s e-mail stands beside different names and is marked as shared.",
                "%(count)s e-mails stand beside different names and are marked as shared.",
                one.shared_count,
            )
            self.stdout.write(said % {"count": one.shared_count})
        for each in one.notices[:FIRST_REFUSALS]:
            self.stdout.write(_("Line %(line)s comes in, but not its %(column)s: %(reason)s") % each)
        for refusal in one.refusals.order_by("line", "id")[:FIRST_REFUSALS]:
            for each in refusal.problems:
                where = _("Line %(line)s") % {"line": refusal.line}
                self.stderr.write(": ".join(part for part in (where, each["column"], each["reason"]) if part))


def _refuse_kind_alone(given: str) -> None:
    if not Path(given).is_dir():
        raise CommandError(
            _("Say which file: trato import contacts FILE. Alone stands a directory that trato export DIR wrote.")
        )


def _actor(email: str) -> Actor:
    if not email:
        return SYSTEM.at("command")
    user = User.objects.filter(email__iexact=email, is_active=True).first()
    if user is None:
        raise CommandError(_("No colleague has the e-mail %(email)s.") % {"email": email})
    return user.acting("command")


def _other_file(name: str) -> ImportedFile | None:
    """What takes a file of that name that is no table of records."""
    return next((each for each in contributions(ImportedFile) if each.name == name), None)


def _kind(name: str) -> str:
    try:
        return importable_kind(name).name
    except UnknownKind:
        names = [kind.plural for kind in importable_kinds()] + [each.name for each in contributions(ImportedFile)]
        known = ", ".join(names)
        raise CommandError(
            _("There is nothing called “%(name)s”. There are: %(names)s.") % {"name": name, "names": known}
        ) from None


def _reading(asked: dict[str, Any]) -> Reading:
    separator = "\t" if asked["separator"] in ("tab", "\\t") else asked["separator"]
    return Reading(
        encoding=_encoding(asked["encoding"]),
        separator=separator,
        quotes=asked["quotes"],
        has_header=False if asked["no_header"] else None,
        sheet=asked["sheet"],
    )


def _encoding(given: str) -> str:
    """As Trato calls it, or as people do: windows-1252, shift-jis."""
    wanted = given.casefold()
    return next((name for name, label in ENCODINGS.items() if wanted in (name, label.casefold())), given)


def _overrides(given: list[str]) -> dict[str, str]:
    overrides: dict[str, str] = {}
    for each in given:
        column, equals, field = each.rpartition("=")
        if not equals:
            raise CommandError(_('--map is written --map "Column=field", not “%(given)s”.') % {"given": each})
        overrides[column] = field.strip()
    return overrides


def _key(one: Import, given: str) -> str:
    """The name of a field, whether it was given by name, or by label, or as its column is headed."""
    kind = importable_kind(one.kind)
    return next(
        (spec.name for spec in kind.fields if plain(given) in (plain(spec.name), plain(str(spec.label)))), given
    )


def _from_standard_input(folder: Path) -> Path:
    path = folder / "standard-input.csv"
    with path.open("wb") as file:
        while block := sys.stdin.buffer.read(1024 * 1024):
            file.write(block)
    return path


def _words(one: Import, asked: dict[str, Any], by: Actor) -> dict[str, dict[str, str]]:
    """As they were told; of the others what is most like them, or a new choice where that is wished."""
    told: dict[str, dict[str, str]] = {}
    for given in asked["word"]:
        name, _colon, rest = given.partition(":")
        word, _equals, value = rest.rpartition("=")
        told.setdefault(name, {})[word] = value
    for each in new_words(one, by=by):
        mine = told.setdefault(each.field.name, {})
        may_make = asked["make_choices"] and each.field.make_choices is not None
        if each.word not in mine and (each.alike or may_make):
            mine[each.word] = each.alike[0] if each.alike else MAKE
    return {name: words for name, words in told.items() if words}
