import os
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trato.kit.ids import id_at, new_id, new_ids

MOMENTS = st.datetimes(datetime(1970, 1, 2), datetime(9999, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone


def milliseconds(identifier: uuid.UUID) -> int:
    return identifier.int >> 80


def test_an_id_is_a_standard_uuid_of_version_7() -> None:
    identifier = new_id()

    assert type(identifier) is uuid.UUID
    assert (identifier.version, identifier.variant) == (7, uuid.RFC_4122)


def test_an_id_holds_the_time_it_was_made() -> None:
    now = datetime.now(UTC).timestamp() * 1000

    assert abs(milliseconds(new_id()) - now) < 1000


def test_ids_of_one_process_only_grow() -> None:
    identifiers = [new_id() for _ in range(5000)]

    assert identifiers == sorted(set(identifiers))


def test_many_ids_come_in_order_after_those_before() -> None:
    made = [new_id(), *new_ids(1000), new_id()]

    assert len(made) == 1002
    assert made == sorted(set(made))


def test_no_ids_are_also_a_number_of_ids() -> None:
    assert new_ids(0) == []


def test_threads_never_make_the_same_id() -> None:
    with ThreadPoolExecutor(4) as pool:
        batches = list(pool.map(new_ids, [2000] * 4))

    assert len({identifier for batch in batches for identifier in batch}) == 8000
    assert all(batch == sorted(batch) for batch in batches)


def test_a_forked_worker_makes_other_ids_than_its_parent() -> None:
    new_id()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writing, b"".join(identifier.bytes for identifier in new_ids(1000)))
        os._exit(0)
    mine = {identifier.bytes for identifier in new_ids(1000)}
    os.waitpid(child, 0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        theirs = pipe.read()

    assert len(theirs) == 16000
    assert mine.isdisjoint(theirs[start : start + 16] for start in range(0, 16000, 16))


@given(MOMENTS)
def test_an_id_at_a_moment_is_of_version_7_and_holds_it(moment: datetime) -> None:
    identifier = id_at(moment)

    assert (identifier.version, identifier.variant) == (7, uuid.RFC_4122)
    assert (
        milliseconds(identifier) == int(moment.replace(microsecond=0).timestamp()) * 1000 + moment.microsecond // 1000
    )


@given(MOMENTS, st.integers(1, 10**12))
def test_ids_at_moments_sort_like_their_microseconds(moment: datetime, microseconds: int) -> None:
    try:
        later = moment + timedelta(microseconds=microseconds)
    except OverflowError:
        return
    assert id_at(moment) < id_at(later)


def test_ids_at_the_same_moment_differ() -> None:
    moment = datetime(2024, 5, 1, tzinfo=UTC)

    assert len({id_at(moment) for _ in range(1000)}) == 1000


def test_an_id_of_the_past_sorts_before_a_new_one() -> None:
    assert id_at(datetime(2020, 1, 1, tzinfo=UTC)) < new_id()


def test_the_zone_of_a_moment_does_not_change_its_place() -> None:
    in_paris = datetime(2024, 5, 1, 14, tzinfo=timezone(timedelta(hours=2)))

    assert milliseconds(id_at(in_paris)) == milliseconds(id_at(in_paris.astimezone(UTC)))


def test_a_moment_without_zone_or_before_1970_has_no_id() -> None:
    with pytest.raises(ValueError, match="time zone"):
        id_at(datetime(2024, 5, 1))  # noqa: DTZ001 - the mistake under test
    with pytest.raises(ValueError, match="1970"):
        id_at(datetime(1969, 12, 31, tzinfo=UTC))
