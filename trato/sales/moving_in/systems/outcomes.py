"""Deals in the files of other programs: how far they have come there, and where they are with us.

What is won is won with us, whatever the stage is called in which it stands; stages of open deals are words that
somebody says what they mean, where we have no stage of that name.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from trato.foundation.public import ForeignFile
from trato.sales.pipelines.models import LOST, WON

DEALS = 30  # among the files of a move: behind companies and contacts, whom they are with

Words = Mapping[str, Sequence[str]]


@dataclass(frozen=True, kw_only=True)
class Deals:
    """A file of deals: `won` and `lost` are the columns, and their words, that say so."""

    system: str
    headers: Sequence[Sequence[str]]
    columns: Mapping[str, str]
    won: Words
    lost: Words
    stages: Sequence[str]
    also: Mapping[str, Sequence[str]] = field(default_factory=dict)
    currencies: Sequence[str] = ()
    but: Words = field(default_factory=dict)

    def files(self) -> list[ForeignFile]:
        """The same file three times: those that are open, those that were won, those that were lost."""
        return [
            self._file(but=(self.but, self.won, self.lost)),
            self._file(only=self.won, but=(self.but, self.lost), state=WON),
            self._file(only=self.lost, but=(self.but,), state=LOST),
        ]

    def _file(self, *, but: Sequence[Words], only: Words | None = None, state: str = "") -> ForeignFile:
        stage = dict.fromkeys(self.stages, "" if state else "stage")
        return ForeignFile(
            system=self.system,
            kind="deal",
            order=DEALS,
            headers=self.headers,
            columns={**self.columns, **stage},
            also=self.also,
            currencies={"amount": self.currencies} if self.currencies else {},
            only=only or {},
            but={column: [word for some in but for word in some.get(column, ())] for some in but for column in some},
            fixed={"state": state} if state else {},
            is_beside=bool(state),
        )
