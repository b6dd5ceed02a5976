"""Giving out tokens and taking them back."""

import hashlib
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from trato.api.keys.events import ApiTokenCreated, ApiTokenRevoked
from trato.api.keys.models import ApiToken
from trato.foundation.public import Actor, NotFound, User, publish, use_case
from trato.kit.clock import now

# Leaked tokens are found by this beginning in logs and repositories.
PREFIX = "trato_"
SECRET_BYTES = 32
USE_IS_NOTED_EVERY = timedelta(minutes=1)


def digest_of(secret: str) -> str:
    """The secret is 256 random bits, so a plain hash is as hard to turn back as a slow one."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


@use_case(right="api.manage_tokens")
def create_token(email: str, *, by: Actor, name: str = "", expires_at: datetime | None = None) -> tuple[ApiToken, str]:
    """The token and its secret, which is not to be had again."""
    user = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if user is None:
        raise NotFound(_("No active colleague has the e-mail address “%(email)s”.") % {"email": email[:254]})
    secret = PREFIX + secrets.token_urlsafe(SECRET_BYTES)
    token = ApiToken(user=user, name=name[:100], digest=digest_of(secret), expires_at=expires_at)
    token.save(force_insert=True)
    publish(ApiTokenCreated(subject_id=token.id, user_id=user.id), by=by)
    return token, secret


@use_case(right="api.manage_tokens")
def revoke_token(token_id: UUID, *, by: Actor) -> ApiToken:
    token = ApiToken.objects.select_for_update().filter(pk=token_id).first()
    if token is None:
        raise NotFound(_("There is no such token."))
    if token.revoked_at is None:
        token.revoked_at = now()
        token.save(update_fields=["revoked_at"])
        publish(ApiTokenRevoked(subject_id=token.id, user_id=token.user_id), by=by)
    return token


def note_use(token: ApiToken) -> None:
    """Once a minute at most: a busy program must not write with every read."""
    moment = now()
    before = moment - USE_IS_NOTED_EVERY
    if token.last_used_at is None or token.last_used_at <= before:
        stale = Q(last_used_at=None) | Q(last_used_at__lte=before)
        ApiToken.objects.filter(stale, pk=token.pk).update(last_used_at=moment)
