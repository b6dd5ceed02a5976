"""A change that segments follow, a merge and its undoing, many records edited at once, beside the bare statements."""

from collections.abc import Iterator
from itertools import cycle, islice
from time import perf_counter
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from trato.customers.bench.reading import recounts
from trato.customers.bench.ready import SEGMENTS, catch_up
from trato.customers.contacts.models import Contact
from trato.customers.contacts.use_cases.update import update_contacts
from trato.customers.merging.use_cases.merge import merge_contacts
from trato.customers.merging.use_cases.unmerge import unmerge_contacts
from trato.customers.segments.extension import contributions as of_segments
from trato.customers.segments.models import Segment, SegmentMember
from trato.customers.segments.recounting import recount
from trato.foundation.public import (
    ChangeSet,
    Reader,
    RecordUpdate,
    User,
    carry_out,
    give_values,
    run_readers,
    run_to_the_end,
    start_change_set,
)
from trato.kit.figures import Rate, Work

FOLLOW_BUDGET, MERGE_BUDGET, LEAST = 2_000.0, 50.0, 0.5
EDITED = 1_000
BARE_TOUCH = "update customers_contact set source = %s, version = version + 1, updated_at = now() where id = %s"
BARE_MERGE = "update customers_contact set root_id = %s, version = version + 1 where id = %s"
BARE_EDIT = "update customers_contact set source = %s, version = version + 1, updated_at = now() where id = any(%s)"


def works(user: User) -> Iterator[Work | Rate]:
    yield from recounts()
    ids = list(islice(Contact.objects.filter(is_standing=True).order_by("-id").values_list("id", flat=True), EDITED))
    yield _following(user, ids[0], ids[1])
    yield from _merging(user, *ids[2:6])
    yield Rate(name="bulk edit, rows a second", rows=EDITED, run=lambda: _edited(user, ids), least=LEAST)


def _following(user: User, mine: UUID, other: UUID) -> Work:
    """Into the segment and out of it again, as the worker's reader does it."""
    readers = [each for each in of_segments if isinstance(each, Reader)]
    one = Segment.objects.get(name=list(SEGMENTS)[1])
    catch_up()
    recount(one.id)
    sources, bare = cycle(("Fair", "Web")), cycle(("Fair", "Web"))

    def act() -> None:
        wanted = next(sources)
        update_contacts([RecordUpdate(id=mine, values={"source": wanted})], by=user.acting("page"))
        run_readers(readers)
        is_in = SegmentMember.objects.filter(segment=one, record_id=mine, until=None).exists()
        if is_in != (wanted == "Fair"):
            raise RuntimeError("The segment did not follow.")

    return Work(
        name="a change appears in its segments",
        act=act,
        floor=lambda: _bare(BARE_TOUCH, next(bare), other),
        rounds=20,
        budget=FOLLOW_BUDGET,
    )


def _merging(user: User, stays: UUID, goes: UUID, root: UUID, other: UUID) -> Iterator[Work]:
    """Each way alone: what is merged is parted again outside of the clock, and the other way round."""
    turns = cycle(((root, other), (other, other)))

    def merge() -> None:
        merge_contacts({goes: stays}, by=user.acting("page"))

    def part() -> None:
        unmerge_contacts([goes], by=user.acting("page"))

    def both() -> None:
        merge()
        part()

    # Two of them in one round: a merge can only be done where it was undone before.
    yield Work(
        name="merge and unmerge",
        act=both,
        floor=lambda: _bare(BARE_MERGE, *next(turns)),
        rounds=20,
        budget=2 * MERGE_BUDGET,
    )


def _edited(user: User, ids: list[UUID]) -> tuple[float, float]:
    source = "Fair" if Contact.objects.get(pk=ids[-1]).source != "Fair" else "Web"
    began = perf_counter()
    chosen = {"ids": [str(each) for each in ids]}
    one = start_change_set(kind="contact", act="edit", selection=chosen, by=user.acting("page"))
    give_values(one.id, values={"source": source}, by=user.acting("page"))
    carry_out(one.id, by=user.acting("page"))
    run_to_the_end(one.id)  # as the worker does; a few are through already
    taken = perf_counter() - began
    done = ChangeSet.objects.get(pk=one.id)
    if done.state != "finished":
        raise RuntimeError(f"A bulk edit is {done.state}.")
    began = perf_counter()
    with transaction.atomic():
        _bare(BARE_EDIT, "Phone", ids)
        bare = perf_counter() - began
        transaction.set_rollback(True)
    return taken, bare


def _bare(statement: str, *parameters: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, list(parameters))
