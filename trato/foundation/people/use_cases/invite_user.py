"""A new colleague, who chooses a password by a link."""

from collections.abc import Sequence
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from trato.foundation.actors.actor import Actor
from trato.foundation.people.errors import ColleagueRefused
from trato.foundation.people.events import UserInvited
from trato.foundation.people.facts import clean_address, clean_language, clean_name, clean_time_zone
from trato.foundation.people.models import User
from trato.foundation.people.queries import facts_of, grantable_roles, teams_by_id
from trato.foundation.people.recording import record_and_publish
from trato.foundation.use_cases import use_case


@use_case(right="foundation.manage_people")
def invite_user(
    email: str,
    *,
    by: Actor,
    name: str = "",
    roles: Sequence[UUID] = (),
    teams: Sequence[UUID] = (),
    language: str = "en",
    time_zone: str = "UTC",
    is_sample: bool = False,
) -> User:
    """Who has no name yet is called by the address. Nobody gives rights beyond their own."""
    address = clean_address(email)
    user = User(
        email=address,
        name=clean_name(name or address),
        language=clean_language(language),
        time_zone=clean_time_zone(time_zone),
        is_sample=is_sample,
    )
    user.set_unusable_password()
    given_roles, given_teams = grantable_roles(roles, by=by), teams_by_id(teams)
    save_with_own_address(user)
    user.roles.set(given_roles)
    user.teams.set(given_teams)
    record_and_publish(UserInvited(subject_id=user.id), by=by, act="create", after=facts_of(user))
    return user


def save_with_own_address(user: User) -> None:
    """The database decides who was first."""
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as taken:
        raise ColleagueRefused(_("Somebody with this e-mail is already here."), field="email") from taken
