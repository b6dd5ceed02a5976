"""What the rows of the rights matrix are made of: a route, and for whom it answers what."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.rights.scene import OWNERS, PEOPLE, Things

Answers = Mapping[tuple[str, str], int]


@dataclass(frozen=True)
class Row:
    name: str
    method: str
    answers: Answers
    path: Callable[[Things], dict[str, Any]] = field(default=lambda things: {})
    body: Callable[[Things], dict[str, Any]] = field(default=lambda things: {})


def by_person(*statuses: int) -> Answers:
    return {(who, "own"): status for who, status in zip(PEOPLE, statuses, strict=True)}


def by_owner(anonymous: int, **answers: tuple[int, int, int]) -> Answers:
    owned = {(who, owner): status for who in PEOPLE[1:] for owner, status in zip(OWNERS, answers[who], strict=True)}
    return {("anonymous", "own"): anonymous, **owned}


# The seller sees the team's and changes their own; the manager reaches the teams below; strangers are in the south.
def seeing(*, anonymous: int = 302, fine: int = 200) -> Answers:
    return by_owner(
        anonymous,
        nobody=(404, 404, 404),
        seller=(fine, fine, 404),
        manager=(fine, fine, 404),
        administrator=(fine, fine, fine),
    )


def changing(*, anonymous: int = 302, fine: int = 302, nobody: int = 404) -> Answers:
    return by_owner(
        anonymous,
        nobody=(nobody, nobody, nobody),
        seller=(fine, 403, 404),
        manager=(fine, fine, 404),
        administrator=(fine, fine, fine),
    )


def writing(*, anonymous: int = 302, fine: int = 302, nobody: int = 404) -> Answers:
    """Only who wrote it changes it; administrators may everything."""
    return by_owner(
        anonymous,
        nobody=(nobody, nobody, nobody),
        seller=(fine, 403, 404),
        manager=(fine, 403, 404),
        administrator=(fine, fine, fine),
    )


def adding(*, anonymous: int = 302, fine: int = 302) -> Answers:
    """To what one sees; without the right there is nothing to add to."""
    return by_owner(
        anonymous,
        nobody=(403, 403, 403),
        seller=(fine, fine, 404),
        manager=(fine, fine, 404),
        administrator=(fine, fine, fine),
    )


def one_of_us(fine: int = 200, *, anonymous: int = 302) -> Answers:
    return by_person(anonymous, fine, fine, fine, fine)


def everybody(fine: int = 200) -> Answers:
    return by_person(fine, fine, fine, fine, fine)


def with_rights(fine: int = 200, *, anonymous: int = 302) -> Answers:
    return by_person(anonymous, 403, fine, fine, fine)


def administrators(fine: int = 200) -> Answers:
    return by_person(302, 403, 403, 403, fine)
