"""What `trato export DIR` and `trato import DIR` do, and say."""

from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trato.foundation.actors.actor import Actor
from trato.foundation.copies.arriving import bring_copy_in
from trato.foundation.copies.manifest import Manifest
from trato.foundation.copies.taking import take_copy
from trato.foundation.people.models import User
from trato.kit.errors import DomainError

Say = Callable[[str], None]


def export_everything(directory: str, *, by: Actor, with_secrets: bool, say: Say) -> None:
    began = perf_counter()
    manifest = _tried(lambda: take_copy(Path(directory), by=by, with_secrets=with_secrets, say=say))
    said = _("%(rows)s rows of %(tables)s tables and %(files)s files are in %(path)s, after %(seconds)s s.")
    say(said % _figures(manifest, directory, began))
    if manifest.missing:
        said = ngettext(
            "%(count)s stored file was missing or damaged on this disk and is not in it.",
            "%(count)s stored files were missing or damaged on this disk and are not in it.",
            len(manifest.missing),
        )
        say(said % {"count": len(manifest.missing)})


def import_everything(directory: str, *, by: Actor, say: Say) -> None:
    began = perf_counter()
    manifest = _tried(lambda: bring_copy_in(Path(directory), by=by, say=say))
    said = _("%(rows)s rows of %(tables)s tables and %(files)s files came in from %(path)s, in %(seconds)s s.")
    say(said % _figures(manifest, directory, began))
    if not manifest.with_secrets:
        _say_who_needs_a_link(say)


def _figures(manifest: Manifest, directory: str, began: float) -> dict[str, object]:
    return {
        "rows": manifest.rows,
        "tables": len(manifest.tables),
        "files": manifest.files,
        "path": directory,
        "seconds": f"{perf_counter() - began:.1f}",
    }


def _say_who_needs_a_link(say: Say) -> None:
    """Passwords did not travel: the first administrator gets in by the command, and invites the others."""
    administrator = User.objects.filter(roles__is_administrator=True, is_active=True).order_by("pk").first()
    if administrator is not None:
        say(_("Passwords did not come along. A link for the first one to choose theirs:"))
        say(f"trato user password-link {administrator.email}")


def _tried(do: Callable[[], Manifest]) -> Manifest:
    try:
        return do()
    except OSError as failure:
        told = {"path": failure.filename or "", "reason": failure.strerror or failure}
        raise CommandError(_("%(path)s cannot be used: %(reason)s") % told) from None
    except DomainError as refusal:
        raise CommandError(str(refusal)) from None
