from typing import Any

import pytest

from trato.foundation.people.errors import ColleagueRefused, TeamRefused
from trato.foundation.people.models import DEEPEST_TEAM
from trato.foundation.public import (
    Actor,
    LoggedEvent,
    NotAllowed,
    NotFound,
    Team,
    User,
    change_team,
    create_team,
    delete_team,
    team_tree,
)
from trato.kit.ids import new_id


def paths() -> dict[str, list[str]]:
    names = {team.id: team.name for team in Team.objects.all()}
    return {team.name: [names[each] for each in team.path] for team in Team.objects.all()}


def test_a_team_at_the_top_is_its_own_path(as_ada: Actor) -> None:
    team = create_team("East", by=as_ada)

    assert team.path == [team.id]
    assert LoggedEvent.objects.filter(kind="foundation.team_created", subject_id=team.id).exists()


def test_a_team_below_another_has_the_way_down(as_ada: Actor, northern_shop: Team) -> None:
    create_team("Counter", by=as_ada, parent_id=northern_shop.id)

    assert paths()["Counter"] == ["North", "Northern shop", "Counter"]


def test_a_move_takes_all_below_along(as_ada: Actor, north: Team, northern_shop: Team, south: Team) -> None:
    create_team("Counter", by=as_ada, parent_id=northern_shop.id)

    change_team(northern_shop.id, by=as_ada, name="Southern shop", parent_id=south.id)

    assert paths() == {
        "North": ["North"],
        "South": ["South"],
        "Southern shop": ["South", "Southern shop"],
        "Counter": ["South", "Southern shop", "Counter"],
    }


def test_a_move_to_the_top_shortens_every_path(as_ada: Actor, northern_shop: Team) -> None:
    create_team("Counter", by=as_ada, parent_id=northern_shop.id)

    change_team(northern_shop.id, by=as_ada, name="Northern shop", parent_id=None)

    assert paths()["Counter"] == ["Northern shop", "Counter"]


def test_who_is_above_sees_further_after_the_move(
    as_ada: Actor, nuria: Any, bob: User, north: Team, south: Team
) -> None:
    assert not type(nuria).objects.seen_by(bob.acting()).exists()

    change_team(north.id, by=as_ada, name="North", parent_id=south.id)

    assert type(nuria).objects.seen_by(bob.acting()).get() == nuria


def test_a_team_cannot_stand_below_itself(as_ada: Actor, north: Team, northern_shop: Team) -> None:
    for place in (north, northern_shop):
        with pytest.raises(TeamRefused, match="below itself"):
            change_team(north.id, by=as_ada, name="North", parent_id=place.id)

    assert paths()["Northern shop"] == ["North", "Northern shop"]


def test_the_tree_has_a_floor(as_ada: Actor) -> None:
    parent = None
    for depth in range(DEEPEST_TEAM):
        parent = create_team(f"Floor {depth}", by=as_ada, parent_id=parent.id if parent else None)

    assert parent is not None
    with pytest.raises(TeamRefused, match="deep"):
        create_team("Cellar", by=as_ada, parent_id=parent.id)


def test_siblings_have_different_names(as_ada: Actor, north: Team, south: Team) -> None:
    with pytest.raises(TeamRefused) as refusal:
        create_team("NORTH", by=as_ada)
    assert refusal.value.fields == {"name": "There is already a team of this name there."}

    assert create_team("North", by=as_ada, parent_id=south.id)
    with pytest.raises(TeamRefused):
        change_team(south.id, by=as_ada, name="north", parent_id=None)


@pytest.mark.parametrize("name", ["", "  \n", "x" * 101, "\ud800"])
def test_a_name_has_to_be_one(name: str, as_ada: Actor) -> None:
    with pytest.raises(ColleagueRefused):
        create_team(name, by=as_ada)


def test_saying_the_same_again_is_no_change(as_ada: Actor, north: Team) -> None:
    change_team(north.id, by=as_ada, name="North", parent_id=None)

    assert not LoggedEvent.objects.filter(kind="foundation.team_changed").exists()


def test_an_empty_team_can_go(as_ada: Actor, south: Team) -> None:
    delete_team(south.id, by=as_ada)

    assert "South" not in paths()
    assert LoggedEvent.objects.filter(kind="foundation.team_deleted", subject_id=south.id).exists()


def test_a_team_with_people_stays(as_ada: Actor, alice: User, north: Team) -> None:
    with pytest.raises(TeamRefused, match="people"):
        delete_team(north.id, by=as_ada)


def test_a_team_with_teams_below_stays(as_ada: Actor, north: Team, northern_shop: Team) -> None:
    with pytest.raises(TeamRefused, match="below"):
        delete_team(north.id, by=as_ada)


def test_a_team_with_records_stays(as_ada: Actor, alice: User, nuria: Any, north: Team) -> None:
    alice.teams.clear()

    with pytest.raises(TeamRefused, match="Records"):
        delete_team(north.id, by=as_ada)
    assert Team.objects.filter(pk=north.id).exists()


def test_what_is_not_there_is_not_found(as_ada: Actor) -> None:
    with pytest.raises(NotFound):
        delete_team(new_id(), by=as_ada)
    with pytest.raises(NotFound):
        create_team("Lost", by=as_ada, parent_id=new_id())


def test_sellers_do_not_build_teams(as_alice: Actor) -> None:
    with pytest.raises(NotAllowed):
        create_team("Mine", by=as_alice)


def test_the_tree_is_told_from_the_top_with_siblings_by_name(as_ada: Actor, northern_shop: Team, south: Team) -> None:
    create_team("east", by=as_ada)

    assert [(team.name, team.depth) for team in team_tree()] == [
        ("east", 0),
        ("North", 0),
        ("Northern shop", 1),
        ("South", 0),
    ]
