"""What kinds of people there are, and what they may do."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from trato.foundation.actors.actor import Actor
from trato.foundation.actors.reach import Reach
from trato.foundation.people.errors import RoleRefused
from trato.foundation.people.events import RoleChanged, RoleCreated, RoleDeleted
from trato.foundation.people.facts import clean_name
from trato.foundation.people.models import Role
from trato.foundation.people.queries import lock_role, role_facts
from trato.foundation.people.recording import differences, record_and_publish
from trato.foundation.people.rights import clean_fields, clean_rights
from trato.foundation.use_cases import use_case

LONGEST_ROLE = 100


@use_case(right="foundation.manage_people")
def create_role(
    name: str,
    *,
    by: Actor,
    rights: Mapping[str, Reach],
    hidden_fields: Iterable[str] = (),
    read_only_fields: Iterable[str] = (),
    is_administrator: bool = False,
) -> Role:
    """Nobody makes a role that may do more than its maker."""
    role = Role(name=clean_name(name, longest=LONGEST_ROLE), is_administrator=is_administrator)
    _describe(role, rights, hidden_fields, read_only_fields)
    role.refuse_beyond(by)
    _save(role)
    record_and_publish(RoleCreated(subject_id=role.id), by=by, act="create", after=role_facts(role))
    return role


@use_case(right="foundation.manage_people")
def change_role(
    role_id: UUID,
    *,
    by: Actor,
    name: str,
    rights: Mapping[str, Reach],
    hidden_fields: Iterable[str] = (),
    read_only_fields: Iterable[str] = (),
) -> Role:
    """Holds from each person's next request. Administrators may do everything, so only their role's name changes."""
    role = lock_role(role_id)
    role.refuse_beyond(by)
    before = role_facts(role)
    role.name = clean_name(name, longest=LONGEST_ROLE)
    if not role.is_administrator:
        _describe(role, rights, hidden_fields, read_only_fields)
    role.refuse_beyond(by)
    old, new = differences(before, role_facts(role))
    if new:
        _save(role)
        record_and_publish(RoleChanged(subject_id=role.id, fields=tuple(new)), by=by, before=old, after=new)
    return role


@use_case(right="foundation.manage_people")
def delete_role(role_id: UUID, *, by: Actor) -> None:
    """Only when nobody has it."""
    role = lock_role(role_id)
    role.refuse_beyond(by)
    if role.is_administrator:
        raise RoleRefused(_("The administrators' role cannot be deleted."))
    if role.people.exists():
        raise RoleRefused(_("There are people with this role. Give them another one first."))
    before = role_facts(role)
    Role.objects.filter(pk=role.pk).delete()
    record_and_publish(RoleDeleted(subject_id=role.id), by=by, act="trash", before=before, after={})


def _describe(role: Role, rights: Mapping[str, Reach], hidden: Iterable[str], read_only: Iterable[str]) -> None:
    """What limits fields that are archived stays: they would come back for everybody to see."""
    role.rights = clean_rights(rights)
    role.hidden_fields = clean_fields(hidden, kept=role.hidden_fields)
    read_only = clean_fields(read_only, kept=role.read_only_fields)
    role.read_only_fields = [name for name in read_only if name not in role.hidden_fields]


def _save(role: Role) -> None:
    try:
        with transaction.atomic():
            role.save()
    except IntegrityError as taken:
        raise RoleRefused(_("There is already a role of this name."), field="name") from taken
