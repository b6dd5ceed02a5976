"""The one row about ourselves."""

from functools import cache
from hashlib import sha256

from django.utils.translation import gettext as _
from psycopg import sql

from trato.foundation.installation.errors import LinkRefused
from trato.foundation.installation.models import FirstRunLink, Installation
from trato.kit.clock import now
from trato.kit.prepared import rows_prepared
from trato.kit.remembering import remembered


def installation() -> Installation:
    """The company's settings; sensible ones before the first page was filled in. Asked with nearly every request."""
    return remembered("installation", _read)


def _read() -> Installation:
    names = [column.attname for column in Installation._meta.concrete_fields]
    found = rows_prepared(_installation(tuple(names)), [])
    return Installation.from_db("default", names, found[0]) if found else Installation(name="Trato")


@cache
def _installation(names: tuple[str, ...]) -> str:
    columns = sql.SQL(", ").join(map(sql.Identifier, names))
    return sql.SQL("select {} from foundation_installation limit 1").format(columns).as_string()


def is_set_up() -> bool:
    return Installation.objects.exists()


def digest_of(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def first_run_link(token: str, *, for_change: bool = False) -> FirstRunLink:
    """The link of this token while it opens the first page; else the reason why not."""
    links = FirstRunLink.objects.select_for_update() if for_change else FirstRunLink.objects.all()
    link = links.filter(digest=digest_of(token)).first()
    if (link and link.used_at) or is_set_up():
        raise LinkRefused(_("This link was used: the Trato behind it is set up. Sign in instead."), code="link-used")
    if link is None:
        raise LinkRefused(_("There is no such link. Perhaps a part of it is missing."), code="link-unknown")
    if link.expires_at <= now():
        raise LinkRefused(_("This link has expired, or a newer one took its place."), code="link-expired")
    return link
