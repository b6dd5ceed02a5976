"""The one row about ourselves."""

from hashlib import sha256

from django.utils.translation import gettext as _

from trato.foundation.installation.errors import LinkRefused
from trato.foundation.installation.models import FirstRunLink, Installation
from trato.kit.clock import now


def installation() -> Installation:
    """The company's settings; sensible ones before the first page was filled in."""
    return Installation.objects.first() or Installation(name="Trato")


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
