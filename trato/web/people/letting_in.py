"""A link that lets a colleague choose a password: made, and mailed where that is possible."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings

from trato.foundation.public import (
    Actor,
    MailNotSent,
    User,
    has_confirmed_address,
    mail_invitation,
    mail_is_set_up,
    mail_password_link,
    make_password_link,
    password_link,
)


@dataclass(frozen=True)
class WayIn:
    """`address` is for whoever made it to hand over. `failure` says why no mail left, where one should have."""

    user: User
    address: str
    was_mailed: bool
    failure: str


def let_in(user_id: UUID, *, by: Actor) -> WayIn:
    path = make_password_link(user_id, by=by)
    user = User.objects.get(pk=user_id)
    was_mailed, failure = False, ""
    try:
        was_mailed = _mail(user)
    except MailNotSent as refusal:
        failure = refusal.message
    return WayIn(user, f"{settings.BASE_URL}{path}", was_mailed, failure)


def _mail(user: User) -> bool:
    """The mailed link is another one than the shown one: who uses it proves that the mailbox is theirs."""
    if not mail_is_set_up():
        return False
    if not user.has_usable_password():
        mail_invitation(user, path=password_link(user, is_mailed=True))
    elif has_confirmed_address(user):
        mail_password_link(user, path=password_link(user, is_mailed=True))
    else:
        return False
    return True
