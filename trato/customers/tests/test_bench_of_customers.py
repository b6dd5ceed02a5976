"""What `trato bench` measures of customers: every work can be done, beside its floor, and leaves what it found."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import connection

from trato.customers.bench import ready as readying
from trato.customers.bench import writing
from trato.customers.bench.extension import contributions as mine
from trato.customers.bench.ready import INDEXED, SEGMENTS
from trato.customers.public import Contact, Segment, SegmentMember, create_contacts
from trato.foundation.fields.public import CustomField, IndexState
from trato.foundation.public import Actor, BenchWorks, User, contributions, current_of, record_kind
from trato.kit.figures import Rate, Work

pytestmark = pytest.mark.django_db(transaction=True)
FIELDS, PEOPLE = 24, 12


@pytest.fixture
def readied(as_ada: Actor, ada: User, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    monkeypatch.setattr(readying, "FIELDS", FIELDS)
    monkeypatch.setattr(readying, "AT_ONCE", 5)
    monkeypatch.setattr(writing, "EDITED", 8)
    people = [{"name": f"Person {n}", "source": "Fair" if n % 2 else "Web"} for n in range(PEOPLE)]
    create_contacts(people, by=as_ada)
    said: list[str] = []
    mine[0].ready(PEOPLE, said.append)
    columns = [each.column for each in record_kind("contact").fields if each.name.startswith("bench_")]
    yield said
    with connection.cursor() as cursor:  # tables are emptied after each test, but columns stay
        for column in columns:
            cursor.execute(f'alter table customers_contact_fields drop column if exists "{column}" cascade')


def works_of(user: User, which: str) -> dict[str, Work | Rate]:
    return {each.name: each for each in getattr(mine[0], which)(user)}


def facts() -> list[tuple[object, ...]]:
    return list(Contact.objects.order_by("id").values_list("id", "root_id", "name", "is_standing"))


def test_customers_add_their_works_by_themselves() -> None:
    assert mine[0] in contributions(BenchWorks)


def test_fields_and_segments_are_made_once(readied: list[str]) -> None:
    assert readied == [f"making {FIELDS} fields with values, once …"]
    assert CustomField.objects.filter(kind="contact").count() == FIELDS
    assert CustomField.objects.get(name=INDEXED).index_state == IndexState.READY
    assert Segment.objects.count() == len(SEGMENTS)

    mine[0].ready(PEOPLE, readied.append)

    assert len(readied) == 1
    assert CustomField.objects.filter(kind="contact").count() == FIELDS


def test_everybody_has_a_value_of_each_fifth_field(readied: list[str]) -> None:
    ids = list(Contact.objects.values_list("id", flat=True))
    for held in current_of(record_kind("contact"), ids).values():
        values = {name: value for name, value in held.columns.items() if name.startswith("bench_")}
        filled = {name for name, value in values.items() if value is not None}

        assert filled == {f"bench_{number}" for number in range(0, FIELDS, 5)}


def test_segments_are_counted_when_they_are_made(readied: list[str]) -> None:
    one = Segment.objects.get(name=list(SEGMENTS)[1])

    assert one.size == SegmentMember.objects.filter(segment=one, until=None).count() == PEOPLE / 2


def test_every_filter_and_every_count_is_read(readied: list[str], ada: User) -> None:
    works = works_of(ada, "reading")

    assert {"filter by an indexed field", "filter by a segment", "live count of what did not happen"} <= works.keys()
    for work in works.values():
        assert isinstance(work, Work)
        assert work.budget in (100.0, 1_500.0, 300.0)
        work.act()
        work.floor()


def test_who_sees_little_reads_the_same_works(readied: list[str], alice: User) -> None:
    for work in works_of(alice, "reading").values():
        assert isinstance(work, Work)
        work.act()


def test_a_change_comes_into_its_segment_and_goes_again(readied: list[str], ada: User) -> None:
    work = works_of(ada, "writing")["a change appears in its segments"]
    assert isinstance(work, Work)

    for _time in range(4):
        work.act()
        work.floor()


def test_what_is_merged_is_parted_again(readied: list[str], ada: User) -> None:
    work = works_of(ada, "writing")["merge and unmerge"]
    assert isinstance(work, Work)
    before = facts()

    work.act()
    work.floor()
    work.floor()

    assert facts() == before


def test_recounts_find_what_is_there(readied: list[str], ada: User) -> None:
    before = SegmentMember.objects.filter(until=None).count()
    recounts = [work for name, work in works_of(ada, "writing").items() if name.startswith("recount of")]

    for work in recounts:
        assert isinstance(work, Work)
        work.act()
        work.floor()

    assert len(recounts) == len(SEGMENTS)
    assert SegmentMember.objects.filter(until=None).count() == before


def test_many_are_edited_at_once_beside_a_bare_update(readied: list[str], ada: User) -> None:
    rate = works_of(ada, "writing")["bulk edit, rows a second"]
    assert isinstance(rate, Rate)

    first, second = rate.run(), rate.run()

    assert all(0 < each < 60 for each in (*first, *second))
    assert rate.least == 0.5
    assert rate.rows == 8
    assert Contact.objects.filter(source="Phone").count() == 0


def test_the_seed_command_still_seeds_customers(installed: object) -> None:
    call_command("seed", contacts=3)

    assert Contact.objects.count() == 3
