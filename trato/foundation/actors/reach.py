"""How far a right goes: none, own, team, subtree, all."""

from enum import IntEnum


class Reach(IntEnum):
    """Ordered: a person with several roles has the furthest reach of them."""

    NONE = 0
    OWN = 1
    TEAM = 2
    SUBTREE = 3
    ALL = 4
