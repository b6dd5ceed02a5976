"""Colleagues to own what is seeded, in a tree of teams, so that reach has something to reach.

The first colleague owns much and the second little (see `Plan.owner`). Of more than fifty teams, fifty stand under
one, with a manager: that is the subtree which `trato bench` reads as.
"""

from collections.abc import Sequence
from math import isqrt

from trato.foundation.public import (
    SYSTEM,
    Permission,
    Reach,
    Role,
    Team,
    User,
    contributions,
    create_role,
    create_team,
    invite_user,
)

TOP = "Seeded sales"
AREA, IN_THE_AREA = "Area", 50
MANAGER = "manager@seeded.example"


def seeded_owners(*, users: int, teams: int) -> list[tuple[str, str]]:
    """Each colleague with the team; those of an earlier run are taken again."""
    roles = _roles()
    leaves, area = _teams(teams)
    known = {user.email: user for user in User.objects.filter(email__endswith="@seeded.example")}
    if area and MANAGER not in known:
        invite_user(MANAGER, by=SYSTEM, name="Area manager", roles=[roles["subtree"].id], teams=[area.id])
    owners = []
    for number in range(users):
        email, team = f"colleague{number}@seeded.example", leaves[number % len(leaves)]
        user = known.get(email) or invite_user(
            email, by=SYSTEM, name=f"Colleague {number}", roles=[roles["own"].id], teams=[team.id]
        )
        owners.append((user.id.hex, team.id.hex))
    return owners


def _roles() -> dict[str, Role]:
    """One of those who see their own records and one of those who see their teams' and all below."""
    return {reach.name.lower(): _role(f"Seeded: {reach.name.lower()}", reach) for reach in (Reach.OWN, Reach.SUBTREE)}


def _role(name: str, reach: Reach) -> Role:
    known = Role.objects.filter(name=name).first()
    daily = [each for each in contributions(Permission) if not each.name.startswith("foundation.")]
    rights = {each.name: reach if each.reaches else Reach.ALL for each in daily}
    return known or create_role(name, by=SYSTEM, rights=rights)


def _teams(count: int) -> tuple[Sequence[Team], Team | None]:
    """The shops that own records, and the area, where there are enough teams for one."""
    known = {(team.parent_id, team.name): team for team in Team.objects.all()}

    def team(name: str, parent: Team | None) -> Team:
        key = (parent.id if parent else None, name)
        if key not in known:
            known[key] = create_team(name, by=SYSTEM, parent_id=key[0])
        return known[key]

    def below(top: Team, many: int) -> list[Team]:
        """Regions and the shops in them."""
        regions = [team(f"Region {number}", top) for number in range(max(1, isqrt(many)))]
        return [team(f"Shop {number}", regions[number % len(regions)]) for number in range(max(1, many - len(regions)))]

    top = team(TOP, None)
    if count <= IN_THE_AREA:
        return below(top, count - 1), None
    area = team(AREA, top)
    outside = below(top, count - 1 - IN_THE_AREA) if count - 1 > IN_THE_AREA else []
    return [*below(area, IN_THE_AREA - 1), *outside], area
