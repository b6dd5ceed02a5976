"""One-time links that open an account to choose a password.

Nothing is stored: the token is signed over the password as it stands, so choosing one, or making the account another
unusable one, ends every link made before.
"""

from datetime import datetime, timedelta

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.urls import reverse
from django.utils.http import base36_to_int

from trato.foundation.people.models import User
from trato.kit.clock import now

INVITATION_LASTS = timedelta(days=7)  # settings.PASSWORD_RESET_TIMEOUT, beyond which Django itself refuses
RESET_LASTS = timedelta(days=1)


class LinkTokens(PasswordResetTokenGenerator):
    """Given from hand to hand by an administrator."""

    key_salt = "trato.foundation.people.links.given"

    def _now(self) -> datetime:
        return now().replace(tzinfo=None)

    def check_token(self, user: User | None, token: str | None) -> bool:
        """An invitation lives longer than a way into an account that is already in use."""
        if user is None or not token or not user.is_active or not super().check_token(user, token):
            return False
        made: int = base36_to_int(token.split("-")[0])
        age = int((self._now() - datetime(2001, 1, 1)).total_seconds()) - made  # noqa: DTZ001  # Django's own zero
        return not user.has_usable_password() or age <= RESET_LASTS.total_seconds()


class MailedLinkTokens(LinkTokens):
    """Sent to the person's own mailbox and seen by nobody else: who comes back with it reads mail there."""

    key_salt = "trato.foundation.people.links.mailed"

    def check_token(self, user: User | None, token: str | None) -> bool:
        """The page takes both kinds; `was_mailed` tells them apart."""
        return super().check_token(user, token) or LinkTokens().check_token(user, token)


def password_link(user: User, *, is_mailed: bool = False) -> str:
    """The path of the page that lets the person choose a password."""
    token = (MailedLinkTokens() if is_mailed else LinkTokens()).make_token(user)
    return reverse("account_reset_password_from_key", kwargs={"uidb36": user.pk.hex, "key": token})


def was_mailed(user: User, token: str) -> bool:
    return not LinkTokens().check_token(user, token) and MailedLinkTokens().check_token(user, token)
