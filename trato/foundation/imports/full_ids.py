"""Ids that another program writes in two ways: 15 letters in its reports, 18 in its exports, and the same record."""

from collections.abc import Callable

from trato.foundation.extensions.importing import ForeignSystem
from trato.foundation.extensions.registry import contributions

FullId = Callable[[str], str]


def full_id_of(system: str) -> FullId | None:
    """None where an id is written in one way only."""
    return next((each.full_id for each in contributions(ForeignSystem) if each.name == system), None)
