"""The work of an erasure, and of bringing a restored backup up to the erasure list."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from trato.foundation.actors.actor import SYSTEM
from trato.foundation.erasure.models import Erasure, Why
from trato.foundation.erasure.outside import Line, add_line, digest_of, lines
from trato.foundation.erasure.queries import erasable, personal_data_of
from trato.foundation.erasure.use_cases.erase import erase_piece, fail_erasure, finish_erasure, take_up_erasure
from trato.foundation.jobs.leaving import step_aside_if_leaving
from trato.kit.clock import now
from trato.kit.errors import DomainError


def run_erasure_to_the_end(erasure_id: UUID) -> None:
    """Into the list first: whatever happens then, a restored backup is searched for this person. Each piece is a
    transaction of its own, and what is done twice finds nothing the second time."""
    one = take_up_erasure(erasure_id, by=SYSTEM)
    if one is None:
        return
    if one.why != Why.LIST:  # it stands there already
        add_line(_line(one))
    try:
        for what in personal_data_of(one.record_type):
            while erase_piece(one.id, what, by=SYSTEM):
                step_aside_if_leaving()
        finish_erasure(one.id, by=SYSTEM)
    except DomainError as refusal:  # some module's rule: said on the certificate, and taken up again by the command
        fail_erasure(one.id, reason=refusal.message, by=SYSTEM)


def _line(one: Erasure) -> Line:
    ids = [UUID(each) for each in one.record_ids]
    return Line(one.id, one.record_type, ids, one.created_at or now(), one.digests)


@dataclass
class Replayed:
    """What a look through the list found: whose erasures it holds, and how many came back with a backup."""

    lines: int = 0
    found: int = 0


def replay() -> Replayed:
    """Erase anew whoever stands in the list and in the database. A person who came back later, of their own will, is
    younger than the erasure and stays."""
    done = Replayed()
    by_kind: dict[str, list[Line]] = defaultdict(list)
    for line in lines():
        by_kind[line.kind].append(line)
        done.lines += 1
    for kind, every in by_kind.items():
        for line, record_id in _come_back(kind, every):
            if one := erasable(kind).again(record_id, line.at):
                run_erasure_to_the_end(one.id)
                done.found += 1
    return done


def _come_back(kind: str, every: list[Line]) -> list[tuple[Line, UUID]]:
    """By their ids, and by the digests of what names them among records older than the erasure."""
    wanted = {digest: line for line in every for digest in line.digests}
    newest = max(line.at for line in every)
    found = [(line, record_id) for line in every for record_id in line.ids]
    for record_id, born, key in erasable(kind).keys(newest):
        line = wanted.get(digest_of(key))
        if line is not None and born < line.at:
            found.append((line, record_id))
    return found
