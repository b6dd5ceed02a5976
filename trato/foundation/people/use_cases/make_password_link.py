"""The link by which a colleague chooses a password, for whoever hands it over."""

from uuid import UUID

from django.utils.translation import gettext as _

from trato.foundation.actors.actor import Actor
from trato.foundation.events.log import publish
from trato.foundation.people.errors import ColleagueRefused
from trato.foundation.people.events import PasswordLinkMade
from trato.foundation.people.links import password_link
from trato.foundation.people.queries import lock_user
from trato.foundation.use_cases import use_case


@use_case(right="foundation.manage_people")
def make_password_link(user_id: UUID, *, by: Actor, is_mailed: bool = False) -> str:
    """An invitation (seven days) or, for who has a password, a reset (one day). Earlier invitations end."""
    user = lock_user(user_id, by=by)
    if not user.is_active:
        raise ColleagueRefused(_("This person is deactivated. Reactivate the person first."))
    if not user.has_usable_password():
        user.set_unusable_password()
        user.save(update_fields=["password"])
    publish(PasswordLinkMade(subject_id=user.id), by=by)
    return password_link(user, is_mailed=is_mailed)
