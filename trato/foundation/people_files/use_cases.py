"""Colleagues come in by a file: those who are new, and the teams that it names."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trato.foundation.actors.actor import Actor
from trato.foundation.installation.queries import installation
from trato.foundation.people.models import Role, Team, User
from trato.foundation.people.placeholders import placeholder_for
from trato.foundation.people.use_cases.change_user import change_user
from trato.foundation.people.use_cases.invite_user import invite_user
from trato.foundation.people.use_cases.teams import create_team
from trato.foundation.people_files.queries import NEW, REFUSED, Planned, plan_people
from trato.foundation.people_files.reading import PersonRow, read_people
from trato.foundation.use_cases import use_case
from trato.kit.errors import DomainError

CHUNK = 25  # so many are in well under a second


@dataclass(frozen=True, kw_only=True)
class BroughtIn:
    """`refused` are rows with why they could not go in."""

    created: int
    changed: int
    unchanged: int
    refused: Sequence[Planned]

    def said(self) -> str:
        count = self.created + self.changed + self.unchanged + len(self.refused)
        text = ngettext(
            "%(count)s row: %(created)s people made, %(changed)s put into another team, %(unchanged)s as they were, "
            "%(refused)s could not go in.",
            "%(count)s rows: %(created)s people made, %(changed)s put into another team, %(unchanged)s as they were, "
            "%(refused)s could not go in.",
            count,
        )
        told = {"created": self.created, "changed": self.changed, "unchanged": self.unchanged}
        lines = [text % {**told, "count": count, "refused": len(self.refused)}]
        lines += [_("Line %(line)s: %(reason)s") % {"line": each.row.line, "reason": each.why} for each in self.refused]
        return "\n".join(lines)


def bring_people_in(rows: Sequence[PersonRow], *, by: Actor, roles: Sequence[UUID] = ()) -> BroughtIn:
    """In several transactions, because nobody else may wait for a long one. A second time changes nothing more."""
    done: list[tuple[str, Planned]] = []
    for begin in range(0, max(len(rows), 1), CHUNK):
        done += bring_some_in(rows[begin : begin + CHUNK], by=by, roles=roles)
    of = [what for what, _planned in done]
    refused = [planned for what, planned in done if what == REFUSED]
    return BroughtIn(
        created=of.count(NEW), changed=of.count("changed"), unchanged=of.count("unchanged"), refused=refused
    )


@use_case(right="foundation.manage_people")
def bring_some_in(rows: Sequence[PersonRow], *, by: Actor, roles: Sequence[UUID] = ()) -> list[tuple[str, Planned]]:
    """Each row is looked at when its turn comes: one above may have made the same person."""
    done = []
    for row in rows:
        (planned,) = plan_people([row])
        try:
            done.append((planned.does if planned.does == REFUSED else _bring_in(planned, by, roles), planned))
        except DomainError as refusal:
            done.append((REFUSED, Planned(row=row, does=REFUSED, why=str(refusal))))
    return done


def take_people_file(path: Path, *, by: Actor) -> str:
    """`trato import people FILE`."""
    return bring_people_in(read_people(path), by=by).said()


def _bring_in(planned: Planned, by: Actor, roles: Sequence[UUID]) -> str:
    row, user = planned.row, planned.user
    team = _team_at(row.way, by)
    if user is None:
        named = list(Role.objects.filter(name=row.role).values_list("id", flat=True)) if row.role else roles
        company = installation()
        invite_user(
            row.email or _free_address(row.name),
            by=by,
            name=row.name,
            roles=named,
            teams=[team] if team else [],
            language=company.language,
            time_zone=company.time_zone,
        )
        return NEW
    held = list(user.teams.values_list("id", flat=True))
    if team is None or team in held:
        return "unchanged"
    change_user(user.id, by=by, teams=[*held, team])
    return "changed"


def _team_at(way: Sequence[str], by: Actor) -> UUID | None:
    """The team at the end of a way from the top; what is missing of it is made."""
    place: UUID | None = None
    for name in way:
        found = Team.objects.filter(name__iexact=name, parent_id=place).values_list("id", flat=True).first()
        place = found or create_team(name, by=by, parent_id=place).id
    return place


def _free_address(name: str) -> str:
    """The first that nobody has: two who are called alike have two."""
    number = 1
    while User.objects.filter(email=placeholder_for(name, number=number)).exists():
        number += 1
    return placeholder_for(name, number=number)
