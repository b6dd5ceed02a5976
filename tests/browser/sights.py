"""What is looked at: a look is a width, a theme and a language; a sight is one page as somebody sees it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import product

import pytest
from playwright.sync_api import Page

Act = Callable[[Page], None]
EVERY_DAY = [(1440, "light"), (375, "dark")]
# Both themes and both ends for every day, all of it before a release.
SCREENS = [
    pytest.param(*each, id=f"{each[0]}-{each[1]}", marks=[] if each in EVERY_DAY else pytest.mark.slow)
    for each in product((1440, 768, 375), ("light", "dark"))
]


@dataclass(frozen=True)
class Look:
    width: int
    theme: str
    language: str

    def __str__(self) -> str:
        return f"{self.width}-{self.theme}-{self.language}"


@dataclass
class Sight:
    """One page as somebody sees it: who, where, and what is opened on it."""

    name: str
    address: str
    who: str = "ada"
    act: Act = field(default=lambda tab: None)
