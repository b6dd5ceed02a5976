"""`trato export contacts FILE` writes a list into a file, `trato export DIR` all, for `trato import DIR`."""

from argparse import ArgumentParser
from pathlib import Path
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from trato.foundation.actors.actor import SYSTEM, Actor
from trato.foundation.copies.commands import export_everything
from trato.foundation.exports.cards import VERSIONS as CARD_VERSIONS
from trato.foundation.exports.models import Format
from trato.foundation.exports.running import export_now
from trato.foundation.exports.wishes import Wish
from trato.foundation.extensions.kinds import RecordKind
from trato.foundation.extensions.registry import UnknownKind, record_kind, record_kinds
from trato.foundation.people.models import User
from trato.kit.errors import DomainError


class Command(BaseCommand):
    help = (
        "Write records into a CSV, XLSX, JSON Lines, Parquet or vCard file: trato export contacts FILE. "
        "Write everything there is into a directory: trato export DIR"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", metavar="kind or DIR", help="contacts, companies; alone, a new directory")
        parser.add_argument(
            "file", nargs="?", default="", help="where to; its ending decides: .csv, .xlsx, .jsonl, .parquet or .vcf"
        )
        parser.add_argument("--with-secrets", action="store_true", help="DIR: with digests of passwords and tokens")
        parser.add_argument(
            "--card-version", choices=["", *CARD_VERSIONS], default="", help="of vCard; the latest if not said"
        )
        parser.add_argument(
            "--filter", action="append", default=[], metavar="FIELD=VALUE", help="as in a list's address"
        )
        parser.add_argument("--columns", default="", help="names of fields parted by commas; all when not given")
        parser.add_argument("--sort", default="", help="a field, with a minus in front for the other way")
        parser.add_argument("--without-mark", action="store_true", help="CSV without the mark that tells UTF-8")
        parser.add_argument("--by", default="", metavar="EMAIL", help="the colleague who does it, with their rights")

    def handle(self, **asked: Any) -> None:
        if not asked["file"]:
            _refuse_kind_alone(asked["kind"])
            by, with_secrets = _actor(asked["by"]), asked["with_secrets"]
            export_everything(asked["kind"], by=by, with_secrets=with_secrets, say=self.stdout.write)
            return
        path, began = Path(asked["file"]), perf_counter()
        try:
            count = export_now(
                _wish(asked),
                path,
                format_=_format(path),
                by=_actor(asked["by"]),
                has_mark=not asked["without_mark"],
                card_version=asked["card_version"],
            )
        except OSError as failure:
            raise CommandError(
                _("%(path)s cannot be written: %(reason)s") % {"path": path, "reason": failure}
            ) from None
        except DomainError as refusal:
            raise CommandError(str(refusal)) from None
        told = {"count": count, "path": path, "seconds": f"{perf_counter() - began:.1f}"}
        self.stdout.write(_("%(count)s rows written to %(path)s in %(seconds)s s.") % told)


def _refuse_kind_alone(given: str) -> None:
    """A word without a path is more likely a forgotten file than a directory called so."""
    if any(given in (kind.name, kind.plural) for kind in record_kinds()):
        told = {"name": given}
        raise CommandError(
            _("Say where to: trato export %(name)s FILE. A directory called so is written ./%(name)s.") % told
        )


def _wish(asked: dict[str, Any]) -> Wish:
    given: dict[str, list[str]] = {}
    for each in asked["filter"]:
        name, equals, value = each.partition("=")
        if not equals:
            raise CommandError(_("--filter is written --filter field=value, not “%(given)s”.") % {"given": each})
        given.setdefault(name.strip(), []).append(value)
    return Wish(
        kind=_kind(asked["kind"]),
        columns=[name.strip() for name in asked["columns"].split(",") if name.strip()],
        given=given,
        sort=asked["sort"].removeprefix("-"),
        descending=asked["sort"].startswith("-"),
    )


def _format(path: Path) -> str:
    ending = path.suffix.lower().removeprefix(".")
    if ending not in Format.values:
        raise CommandError(
            _("The file ends in .csv, .xlsx, .jsonl, .parquet or .vcf, not in “%(ending)s”.") % {"ending": path.suffix}
        )
    return ending


def _kind(name: str) -> RecordKind:
    try:
        return record_kind(name)
    except UnknownKind:
        known = ", ".join(kind.plural for kind in record_kinds())
        raise CommandError(
            _("There is nothing called “%(name)s”. There are: %(names)s.") % {"name": name, "names": known}
        ) from None


def _actor(email: str) -> Actor:
    if not email:
        return SYSTEM.at("command")
    user = User.objects.filter(email__iexact=email, is_active=True).first()
    if user is None:
        raise CommandError(_("No colleague has the e-mail %(email)s.") % {"email": email})
    return user.acting("command")
