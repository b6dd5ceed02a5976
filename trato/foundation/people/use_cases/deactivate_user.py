"""A colleague leaves, or comes back."""

from uuid import UUID

from django.utils.translation import gettext as _

from trato.foundation.actors.actor import Actor
from trato.foundation.people.errors import ColleagueRefused
from trato.foundation.people.events import UserDeactivated, UserReactivated
from trato.foundation.people.models import User
from trato.foundation.people.queries import is_administrator, lock_user, refuse_without_administrator
from trato.foundation.people.recording import record_and_publish
from trato.foundation.use_cases import use_case


@use_case(right="foundation.manage_people")
def deactivate_user(user_id: UUID, *, by: Actor) -> User:
    """Sessions and links end at once and stay ended, because both are signed over the password that goes."""
    user = lock_user(user_id, by=by)
    if user.id == by.id:
        raise ColleagueRefused(_("You cannot deactivate yourself. Ask another administrator."))
    if not user.is_active:
        return user
    administered = is_administrator(user)
    user.is_active = False
    user.set_unusable_password()
    user.save(update_fields=["is_active", "password"])
    if administered:
        refuse_without_administrator()
    record_and_publish(
        UserDeactivated(subject_id=user.id), by=by, before={"is_active": True}, after={"is_active": False}
    )
    return user


@use_case(right="foundation.manage_people")
def reactivate_user(user_id: UUID, *, by: Actor) -> User:
    """With the roles and teams of before; a new password is chosen by a link."""
    user = lock_user(user_id, by=by)
    if user.is_active:
        return user
    user.is_active = True
    user.save(update_fields=["is_active"])
    record_and_publish(
        UserReactivated(subject_id=user.id), by=by, before={"is_active": False}, after={"is_active": True}
    )
    return user
