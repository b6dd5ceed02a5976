"""The trash as each reach sees it: the same as by looking at every row, and without looking at those of others."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.db.models import F

from trato.foundation.kinds import trashed
from trato.foundation.public import (
    SYSTEM,
    Actor,
    Reach,
    RecordKind,
    Team,
    User,
    declared_kinds,
    record_kind,
    trashed_records,
)
from trato.kit.ids import new_id

KINDS = [each.name for each in declared_kinds() if each.restore]
REACHES = [Reach.NONE, Reach.OWN, Reach.TEAM, Reach.SUBTREE, Reach.ALL]
THEN = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest, db: None) -> RecordKind:
    return record_kind(request.param)


@pytest.fixture
def reader(as_alice: Actor, northern_shop: Team) -> Callable[[RecordKind, Reach], Actor]:
    """Alice with this reach, who also leads the shop below her team."""

    def reaching(kind: RecordKind, reach: Reach) -> Actor:
        rights = {**as_alice.rights, kind.right("see"): reach}
        return replace(as_alice, rights=rights, subtree=(*as_alice.teams, northern_shop.id))

    return reaching


def thrown_away(kind: RecordKind, owners: list[tuple[UUID | None, UUID | None]]) -> list[UUID]:
    """One for each owner and team, three at each moment, so that ids decide as well."""
    ids = [each.id for each in kind.create([{"name": f"Thrown {n}"} for n in range(len(owners))], by=SYSTEM)]
    kind.trash(ids, by=SYSTEM)
    model: Any = kind.model()
    for number, (id_, (owner, team)) in enumerate(zip(ids, owners, strict=True)):
        at = THEN + timedelta(days=number // 3)
        model.objects.filter(pk=id_).update(owner_id=owner, team_id=team, deleted_at=at)
    return ids


def in_pages(kind: RecordKind, by: Actor, *, of: int) -> Iterator[UUID]:
    before = None
    while page := trashed_records(kind, seen_by=by, before=before, limit=of):
        yield from (each.id for each in page)
        before = page[-1].id


@pytest.mark.parametrize("reach", REACHES)
def test_each_reach_sees_its_own_in_order(
    reach: Reach,
    kind: RecordKind,
    reader: Callable[[RecordKind, Reach], Actor],
    alice: User,
    bob: User,
    north: Team,
    northern_shop: Team,
    south: Team,
) -> None:
    owners: list[Any] = [alice.id, bob.id, None]
    teams: list[Any] = [north.id, northern_shop.id, south.id, None]
    ids = thrown_away(kind, [(owner, team) for owner in owners for team in teams])
    by, model = reader(kind, reach), kind.model()
    every: Any = model._default_manager.all()
    expected = every.seen_by(by).filter(pk__in=ids, deleted_at__isnull=False, root_id=F("id"))

    found = list(in_pages(kind, by, of=2))

    assert found == list(expected.order_by("-deleted_at", "-pk").values_list("pk", flat=True))
    assert len(found) == {Reach.NONE: 0, Reach.OWN: 4, Reach.TEAM: 6, Reach.SUBTREE: 8, Reach.ALL: 12}[reach]


def test_what_stands_and_what_was_absorbed_is_not_there(kind: RecordKind, as_ada: Actor) -> None:
    first, second = thrown_away(kind, [(None, None), (None, None)])
    model: Any = kind.model()
    kind.create([{"name": "Standing"}], by=SYSTEM)
    model.objects.filter(pk=second).update(root_id=first)

    assert [each.id for each in trashed_records(kind, seen_by=as_ada, limit=10)] == [first]


def test_after_one_that_is_not_there_any_more_it_begins_again(kind: RecordKind, as_ada: Actor) -> None:
    ids = thrown_away(kind, [(None, None)] * 4)
    assert kind.restore is not None
    kind.restore([ids[3]], by=as_ada)

    for before in (ids[3], uuid4()):
        assert len(trashed_records(kind, seen_by=as_ada, before=before, limit=10)) == 3


MANY = """
insert into {table} (id, root_id, name, sort_key, search_text, native_name, given_name, family_name, lifecycle_stage,
    lead_status, source, language, time_zone, version, deleted_at, team_id, owner_id)
select id, id, 'x', 'x', 'x', '', '', '', 'lead', '', '', '', '', 1, now() - i * interval '1 minute',
    case when i %% 5000 = 7 then %s else %s end::uuid, case when i %% 5000 = 9 then %s else %s end::uuid
from (select gen_random_uuid() as id, i from generate_series(1, 30000) i) made
"""


@pytest.mark.parametrize(("reach", "count"), [(Reach.OWN, 6), (Reach.TEAM, 12), (Reach.SUBTREE, 12)])
def test_much_trash_of_others_is_not_walked_through(
    reach: Reach,
    count: int,
    reader: Callable[[RecordKind, Reach], Actor],
    alice: User,
    bob: User,
    north: Team,
    south: Team,
) -> None:
    kind = record_kind("contact")
    by = reader(kind, reach)
    with connection.cursor() as cursor:
        cursor.execute(MANY.format(table=kind.table), [north.id, south.id, alice.id, bob.id])
        cursor.execute("analyze customers_contact")
        text, parameters = trashed._page(kind, by, ("true", []), 51)
        cursor.execute(f"explain (analyze, buffers, format json) {text}", parameters)
        ((plan,),) = cursor.fetchall()

    found = plan[0]["Plan"]
    assert found["Actual Rows"] == count
    assert found["Shared Hit Blocks"] + found["Shared Read Blocks"] < 100
    assert len(trashed_records(kind, seen_by=by, limit=50)) == count


def test_more_teams_than_can_be_ranges_are_read_all_the_same(
    reader: Callable[[RecordKind, Reach], Actor], kind: RecordKind, alice: User, north: Team, south: Team
) -> None:
    ids = thrown_away(kind, [(alice.id, None), (None, north.id), (None, south.id)])
    by = replace(reader(kind, Reach.TEAM), teams=(north.id, *(new_id() for _ in range(200))))

    assert {each.id for each in trashed_records(kind, seen_by=by, limit=10)} == set(ids[:2])
