"""What others may change about a colleague."""

from collections.abc import Sequence
from uuid import UUID

from allauth.account.models import EmailAddress

from trato.foundation.actors.actor import Actor
from trato.foundation.people.events import UserChanged
from trato.foundation.people.facts import clean_address, clean_language, clean_name
from trato.foundation.people.models import User
from trato.foundation.people.queries import (
    facts_of,
    grantable_roles,
    is_administrator,
    lock_user,
    refuse_without_administrator,
    teams_by_id,
)
from trato.foundation.people.recording import differences, record_and_publish
from trato.foundation.people.use_cases.invite_user import save_with_own_address
from trato.foundation.use_cases import use_case


@use_case(right="foundation.manage_people")
def change_user(
    user_id: UUID,
    *,
    by: Actor,
    name: str | None = None,
    email: str | None = None,
    language: str | None = None,
    roles: Sequence[UUID] | None = None,
    teams: Sequence[UUID] | None = None,
) -> User:
    """What is None stays. A new address is not confirmed until its owner comes back from a mail."""
    user = lock_user(user_id, by=by)
    before, administered = facts_of(user), is_administrator(user)
    user.name = user.name if name is None else clean_name(name)
    user.email = user.email if email is None else clean_address(email)
    user.language = user.language if language is None else clean_language(language)
    save_with_own_address(user)
    EmailAddress.objects.filter(user=user).exclude(email=user.email).delete()
    if roles is not None:
        user.roles.set(grantable_roles(roles, by=by, held=user.roles.all()))
    if teams is not None:
        user.teams.set(teams_by_id(teams))
    old, new = differences(before, facts_of(user))
    if administered:
        refuse_without_administrator()
    if new:
        record_and_publish(UserChanged(subject_id=user.id, fields=tuple(new)), by=by, before=old, after=new)
    return user
