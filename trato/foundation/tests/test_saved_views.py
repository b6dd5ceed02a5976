from collections.abc import Callable
from typing import Any

import pytest

from trato.foundation.public import (
    SHARE_VIEWS,
    Actor,
    Audience,
    Change,
    LoggedEvent,
    NotAllowed,
    NotFound,
    Reach,
    Role,
    Team,
    User,
    ViewRefused,
    change_view,
    choose_default_view,
    create_view,
    default_views,
    delete_view,
    duplicate_view,
    move_view,
    restore_view,
    save_view,
    views_of,
)

LEADS = {"lifecycle_stage": ["lead"]}


def names(by: Actor) -> list[str]:
    return [view.name for view in views_of("contact", seen_by=by)]


@pytest.fixture
def sharer(alice: User, seller: Role) -> Actor:
    """Alice, who may share views now."""
    Role.objects.filter(pk=seller.pk).update(rights={**seller.rights, SHARE_VIEWS: int(Reach.ALL)})
    return User.objects.get(pk=alice.pk).acting()


def test_a_private_view_is_its_owners_alone(as_alice: Actor, as_ada: Actor) -> None:
    create_view("contact", by=as_alice, name="  My   leads ", query=LEADS)

    assert names(as_alice) == ["My leads"]
    assert names(as_ada) == []


def test_making_one_leaves_its_event_and_its_change(as_alice: Actor) -> None:
    view = create_view("contact", by=as_alice, name="Leads", query=LEADS)

    assert LoggedEvent.objects.filter(kind="foundation.view_created", subject_id=view.id).count() == 1
    assert Change.objects.get(record_id=view.id).after["query"] == LEADS


def test_who_may_not_share_cannot(as_alice: Actor) -> None:
    with pytest.raises(NotAllowed):
        create_view("contact", by=as_alice, name="Leads", query=LEADS, audience=Audience.EVERYBODY)


def test_a_view_for_a_team_is_seen_by_those_below_it_and_no_others(
    sharer: Actor, as_bob: Actor, north: Team, northern_shop: Team, hire: Callable[..., User]
) -> None:
    create_view("contact", by=sharer, name="Leads", query=LEADS, audience=Audience.TEAM, team_id=north.id)

    assert names(hire("Nora", team=northern_shop).acting()) == ["Leads"]
    assert names(as_bob) == []


def test_one_shares_with_teams_of_ones_own_only(sharer: Actor, south: Team) -> None:
    with pytest.raises(ViewRefused):
        create_view("contact", by=sharer, name="Leads", query=LEADS, audience=Audience.TEAM, team_id=south.id)


def test_a_shared_view_is_changed_by_those_who_share_only(sharer: Actor, as_charlie: Actor, as_ada: Actor) -> None:
    view = create_view("contact", by=sharer, name="Leads", query=LEADS, audience=Audience.EVERYBODY)

    with pytest.raises(NotAllowed):
        save_view(view.id, by=as_charlie, query={})
    change_view(view.id, by=as_ada, name="All leads", audience=Audience.EVERYBODY)
    assert names(as_charlie) == ["All leads"]


def test_what_is_out_of_sight_is_not_found(as_alice: Actor, as_ada: Actor) -> None:
    view = create_view("contact", by=as_alice, name="Leads", query=LEADS)

    for do in (
        lambda: save_view(view.id, by=as_ada, query={}),
        lambda: delete_view(view.id, by=as_ada),
        lambda: duplicate_view(view.id, by=as_ada),
        lambda: choose_default_view(view.id, by=as_ada, is_default=True),
    ):
        with pytest.raises(NotFound):
            do()


@pytest.mark.parametrize("name", ["", "  ", "\x00", "x" * 81])
def test_a_name_must_be_one(as_alice: Actor, name: str) -> None:
    with pytest.raises(ViewRefused):
        create_view("contact", by=as_alice, name=name, query=LEADS)


@pytest.mark.parametrize("query", [{f"f{n}": ["x"] for n in range(99)}, {"q": ["x" * 6_001]}])
def test_a_state_has_a_size(as_alice: Actor, query: dict[str, Any]) -> None:
    with pytest.raises(ViewRefused):
        create_view("contact", by=as_alice, name="Much", query=query)


def test_a_deleted_view_comes_back(as_alice: Actor) -> None:
    view = create_view("contact", by=as_alice, name="Leads", query=LEADS)

    delete_view(view.id, by=as_alice)
    assert names(as_alice) == []
    restore_view(view.id, by=as_alice)
    assert names(as_alice) == ["Leads"]


def test_tabs_move_and_stop_at_the_ends(as_alice: Actor) -> None:
    first, *_others = [create_view("contact", by=as_alice, name=name, query=LEADS) for name in "ABC"]

    move_view(first.id, by=as_alice, steps=1)
    assert names(as_alice) == ["B", "A", "C"]
    move_view(first.id, by=as_alice, steps=9)
    move_view(first.id, by=as_alice, steps=1)
    assert names(as_alice) == ["B", "C", "A"]


def test_a_copy_is_ones_own(sharer: Actor, as_bob: Actor) -> None:
    view = create_view("contact", by=sharer, name="Leads", query=LEADS, audience=Audience.EVERYBODY)

    copy = duplicate_view(view.id, by=as_bob)

    assert (copy.name, copy.owner_id, copy.audience, copy.query) == ("Leads (copy)", as_bob.id, "private", LEADS)


def test_ones_own_choice_opens_before_the_teams(sharer: Actor, north: Team) -> None:
    ours = create_view("contact", by=sharer, name="Ours", query={}, audience=Audience.TEAM, team_id=north.id)
    mine = create_view("contact", by=sharer, name="Mine", query=LEADS)

    choose_default_view(ours.id, by=sharer, is_default=True, team_id=north.id)
    assert default_views("contact", of=sharer) == [ours.id]
    choose_default_view(mine.id, by=sharer, is_default=True)
    assert default_views("contact", of=sharer) == [mine.id, ours.id]
    choose_default_view(mine.id, by=sharer, is_default=False)
    assert default_views("contact", of=sharer) == [ours.id]


def test_a_private_view_opens_first_for_no_team(sharer: Actor, north: Team) -> None:
    mine = create_view("contact", by=sharer, name="Mine", query=LEADS)

    with pytest.raises(ViewRefused):
        choose_default_view(mine.id, by=sharer, is_default=True, team_id=north.id)
