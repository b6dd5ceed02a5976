"""The one-time link that the console shows while there is no company yet."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from trato.foundation.installation.errors import LinkRefused
from trato.foundation.installation.models import FirstRunLink
from trato.foundation.installation.queries import digest_of, is_set_up
from trato.kit.clock import now

LASTS = timedelta(hours=24)


def make_first_run_link(email: str = "") -> str:
    """Its path. Whoever stands at the console may ask, so there is no actor; only the digest is kept.

    A new link ends the earlier ones.
    """
    with transaction.atomic():
        if is_set_up():
            raise LinkRefused(_("This Trato is already set up."))
        token = secrets.token_urlsafe(32)
        FirstRunLink.objects.filter(used_at=None, expires_at__gt=now()).update(expires_at=now())
        FirstRunLink.objects.create(digest=digest_of(token), email=email, expires_at=now() + LASTS)
    return reverse("web:first_run", kwargs={"token": token})
