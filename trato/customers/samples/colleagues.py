"""The colleagues who look after sample customers, in a small tree of teams. Nobody can sign in as them by itself."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from trato.foundation.public import SYSTEM, Actor, Change, Role, Team, User, create_team, installation, invite_user

REGIONS = {"ES": "seller", "IN": "lakshmi"}
ELSEWHERE = "greta"


@dataclass(frozen=True)
class Colleague:
    """`role` and `team` are named as the company's built-in ones are, in its language."""

    mailbox: str
    name: str
    role: str
    team: str
    language: str
    time_zone: str

    @property
    def email(self) -> str:
        return f"{self.mailbox}@demo.example"


def cast() -> Sequence[Colleague]:
    return (
        Colleague("manager", "Marta Ferrer", _("Manager"), _("Sales"), "es", "Europe/Madrid"),
        Colleague("seller", "Joan Soler", _("Seller"), _("Spain"), "es", "Europe/Madrid"),
        Colleague("lakshmi", "Lakshmi Kolluri", _("Seller"), _("India"), "te", "Asia/Kolkata"),
        Colleague("greta", "Greta Lindner", _("Seller"), _("Europe"), "en", "Europe/Berlin"),
        Colleague("reader", "Ruth Price", _("Reader"), _("Sales"), "en", "Europe/London"),
    )


def sample_colleagues(change_set: UUID) -> Mapping[str, User]:
    """By mailbox. Those who stayed from an earlier time are taken again; the new ones belong to the change set."""
    with override(installation().language):
        people = cast()
        teams = _teams(dict.fromkeys(each.team for each in people), change_set)
    found = {user.email: user for user in User.objects.filter(email__in=[each.email for each in people])}
    roles = {role.name: role.id for role in Role.objects.filter(is_administrator=False)}
    for each in people:
        if each.email not in found:
            found[each.email] = invite_user(
                each.email,
                by=SYSTEM,
                name=each.name,
                roles=[roles[each.role]] if each.role in roles else [],
                teams=[teams[each.team].id],
                language=each.language,
                time_zone=each.time_zone,
                is_sample=True,
            )
            claim("user", found[each.email].id, change_set)
    return {each.mailbox: found[each.email] for each in people}


def claim(record_type: str, record_id: UUID, change_set: UUID) -> None:
    """What was just created belongs to the sample."""
    Change.objects.filter(record_type=record_type, record_id=record_id, act="create").update(change_set_id=change_set)


def looking_after(country: str) -> str:
    return REGIONS.get(country, ELSEWHERE)


def acting_as(user: User) -> Actor:
    """The colleague did it, whatever the role allows today: it is only told, not done."""
    return Actor(
        kind="user",
        id=user.id,
        name=user.name,
        language=user.language,
        time_zone=user.time_zone,
        teams=tuple(user.teams.values_list("id", flat=True)),
        is_everything=True,
    )


def _teams(names: Iterable[str], change_set: UUID) -> Mapping[str, Team]:
    """The first is the top, the others stand under it. A team of the company's own that is called so is used."""
    known = {(team.parent_id, team.name): team for team in Team.objects.all()}
    found: dict[str, Team] = {}
    parent_id: UUID | None = None
    for name in names:
        team = known.get((parent_id, name))
        if team is None:
            team = create_team(name, by=SYSTEM, parent_id=parent_id)
            claim("team", team.id, change_set)
        found[name] = team
        parent_id = parent_id or team.id
    return found
