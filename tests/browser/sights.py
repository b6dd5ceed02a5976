"""What is looked at: a look is a width, a theme and a language; a sight is one page as somebody sees it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Page

Act = Callable[[Page], None]


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
