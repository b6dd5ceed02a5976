"""The tree of teams grows, changes shape and is pruned."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models.deletion import ProtectedError
from django.utils.translation import gettext as _

from trato.foundation.actors.actor import Actor
from trato.foundation.people.errors import TeamRefused
from trato.foundation.people.events import TeamChanged, TeamCreated, TeamDeleted
from trato.foundation.people.facts import clean_name
from trato.foundation.people.models import Team
from trato.foundation.people.queries import locked_tree, team_of
from trato.foundation.people.recording import differences, record_and_publish
from trato.foundation.use_cases import use_case

LONGEST_TEAM = 100


@use_case(right="foundation.manage_people")
def create_team(name: str, *, by: Actor, parent_id: UUID | None = None) -> Team:
    tree = locked_tree()
    team = Team(name=clean_name(name, longest=LONGEST_TEAM))
    team.stand_under(team_of(tree, parent_id) if parent_id else None)
    _save(team)
    after = {"name": team.name, "parent": team.parent_id}
    record_and_publish(TeamCreated(subject_id=team.id), by=by, act="create", after=after)
    return team


@use_case(right="foundation.manage_people")
def change_team(team_id: UUID, *, by: Actor, name: str, parent_id: UUID | None) -> Team:
    """Rename it, move it with all below it, or both."""
    tree = locked_tree()
    team = team_of(tree, team_id)
    before, old_path = {"name": team.name, "parent": team.parent_id}, team.path
    team.name = clean_name(name, longest=LONGEST_TEAM)
    team.stand_under(team_of(tree, parent_id) if parent_id else None)
    old, new = differences(before, {"name": team.name, "parent": team.parent_id})
    if new:
        _save(team)
        _move_below(list(tree.values()), team, old_path)
        record_and_publish(TeamChanged(subject_id=team.id, fields=tuple(new)), by=by, before=old, after=new)
    return team


@use_case(right="foundation.manage_people")
def delete_team(team_id: UUID, *, by: Actor) -> None:
    """Only when nobody and nothing belongs to it."""
    tree = locked_tree()
    team = team_of(tree, team_id)
    if any(each.parent_id == team.id for each in tree.values()):
        raise TeamRefused(_("There are teams below this one. Move them first."))
    if team.members.exists():
        raise TeamRefused(_("There are people in this team. Move them to another one first."))
    try:
        with transaction.atomic():
            Team.objects.filter(pk=team.pk).delete()
    except (ProtectedError, IntegrityError) as refusal:
        raise TeamRefused(_("Records belong to this team. Give them to another one first.")) from refusal
    before = {"name": team.name, "parent": team.parent_id}
    record_and_publish(TeamDeleted(subject_id=team.id), by=by, act="trash", before=before, after={})


def _save(team: Team) -> None:
    try:
        with transaction.atomic():
            team.save()
    except IntegrityError as taken:
        raise TeamRefused(_("There is already a team of this name there."), field="name") from taken


def _move_below(tree: list[Team], team: Team, old_path: list[UUID]) -> None:
    if team.path == old_path:
        return
    below = [each for each in tree if team.id in each.path and each.id != team.id]
    for each in below:
        each.path = [*team.path, *each.path[len(old_path) :]]
    Team.objects.bulk_update(below, ["path"])
