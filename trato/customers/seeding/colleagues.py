"""Colleagues to own what is seeded, in a tree of teams, so that reach has something to reach."""

from collections.abc import Sequence
from math import isqrt

from trato.foundation.public import SYSTEM, Role, Team, User, create_team, invite_user

TOP = "Seeded sales"


def seeded_owners(*, users: int, teams: int) -> list[tuple[str, str]]:
    """Each colleague with the team; those of an earlier run are taken again."""
    leaves = _teams(teams)
    role = (
        Role.objects.filter(is_administrator=False, rights__has_key="customers.create_contacts").order_by("id").first()
    )
    known = {user.email: user for user in User.objects.filter(email__endswith="@seeded.example")}
    owners = []
    for number in range(users):
        email, team = f"colleague{number}@seeded.example", leaves[number % len(leaves)]
        user = known.get(email) or invite_user(
            email, by=SYSTEM, name=f"Colleague {number}", roles=[role.id] if role else [], teams=[team.id]
        )
        owners.append((user.id.hex, team.id.hex))
    return owners


def _teams(count: int) -> Sequence[Team]:
    """Regions and the shops in them, all under one."""
    known = {(team.parent_id, team.name): team for team in Team.objects.all()}

    def team(name: str, parent: Team | None) -> Team:
        key = (parent.id if parent else None, name)
        if key not in known:
            known[key] = create_team(name, by=SYSTEM, parent_id=key[0])
        return known[key]

    top = team(TOP, None)
    regions = [team(f"Region {number}", top) for number in range(max(1, isqrt(count)))]
    shops = max(1, count - len(regions) - 1)
    return [team(f"Shop {number}", regions[number % len(regions)]) for number in range(shops)]
