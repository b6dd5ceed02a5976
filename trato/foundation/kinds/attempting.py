"""Try to write a set of things; what is refused is set aside and told, and the rest goes on."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from trato.foundation.kinds.explaining import explained
from trato.foundation.kinds.preparing import RowsRefused, TwinRefused
from trato.kit.errors import DomainError

Thing = TypeVar("Thing")
Done = TypeVar("Done")
Problems = Mapping[str, str]  # by field; "" is the thing as a whole


def attempt(
    things: Sequence[Thing],
    *,
    do: Callable[[Sequence[Thing]], Done],
    refuse: Callable[[Thing, Problems], None],
    lessen: Callable[[Thing, Problems], Thing | None] = lambda thing, problems: None,
) -> list[tuple[Sequence[Thing], Done]]:
    """Which of them were done together, with what `do` answered; each time in a savepoint of its own.

    What is left of a refused thing after `lessen` is tried again. Things that stand in the way of each other are tried
    when the others are in, as if they came later. What fails as a whole is tried by halves.
    """
    done: list[tuple[Sequence[Thing], Done]] = []
    left, twins = list(things), list[Thing]()
    while left or twins:
        if not left:
            left, twins = twins, []
        try:
            with transaction.atomic():
                answer = do(left)
        except RowsRefused as refused:
            waiting = _waiting(refused, of=len(left))
            twins += [left[number] for number in waiting]
            left = _lessened(left, refused, waiting, refuse, lessen)
        except (DomainError, IntegrityError, DataError) as failure:
            if len(left) == 1:
                refuse(left[0], _why(failure))
            else:
                half = len(left) // 2
                for some in (left[:half], left[half:]):
                    done += attempt(some, do=do, refuse=refuse, lessen=lessen)
            left = []
        else:
            done.append((left, answer))
            left = []
    return done


def _waiting(refused: RowsRefused, *, of: int) -> list[int]:
    """Those refused only for what others of the set say, as long as there are others."""
    waiting = [
        number
        for number, problems in refused.rows.items()
        if all(isinstance(reason, TwinRefused) for reason in problems.values())
    ]
    return waiting if len(waiting) < of else []


def _lessened(
    things: Sequence[Thing],
    refused: RowsRefused,
    waiting: Sequence[int],
    refuse: Callable[[Thing, Problems], None],
    lessen: Callable[[Thing, Problems], Thing | None],
) -> list[Thing]:
    kept: list[Thing] = []
    for number, thing in enumerate(things):
        if number in waiting:
            continue
        problems = refused.rows.get(number)
        if problems is not None:
            refuse(thing, problems)
        left = thing if problems is None else lessen(thing, problems)
        if left is not None:
            kept.append(left)
    return kept


def _why(failure: Exception) -> dict[str, str]:
    if isinstance(failure, DomainError):
        return dict(failure.fields) or {"": explained(failure)}
    if isinstance(failure, DataError):
        return {"": _("The database cannot hold a value of this record.")}
    return {"": _("Somebody changed the same at this moment. Try this record again.")}
