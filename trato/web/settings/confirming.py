"""The token of a mail that confirms an address: it names the person and the address, and lives for a day."""

from uuid import UUID

from django.core import signing
from django.utils.translation import gettext as _

from trato.foundation.public import NotFound, User

SALT = "trato.web.settings.confirming"
LASTS = 24 * 3600


def confirmation_token(user: User) -> str:
    return signing.dumps([user.pk.hex, user.email], salt=SALT)


def user_of_token(token: str) -> User:
    refusal = NotFound(_("This link has expired or was replaced. Ask for a new one in your settings."))
    try:
        user_id, email = signing.loads(token, salt=SALT, max_age=LASTS)
    except signing.BadSignature as broken:
        raise refusal from broken
    user = User.objects.filter(pk=UUID(user_id), email=email, is_active=True).first()
    if user is None:
        raise refusal
    return user
