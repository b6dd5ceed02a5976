"""The ten shapes of a list that are measured, as the registry and as an address say them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from trato.foundation.public import Actor, Filter, filters_from, read_page, record_kind

COLUMNS = ("name", "email", "phone", "company", "city", "lifecycle_stage", "owner", "last_activity_at")
PAGE, PAGES = 50, 100


@dataclass(frozen=True)
class Shape:
    """`given` are filters as an address has them."""

    name: str
    sort: str = "name"
    given: Mapping[str, str] = field(default_factory=dict)

    @property
    def descending(self) -> bool:
        return self.sort.startswith("-")

    def filters(self, actor: Actor) -> Sequence[Filter]:
        given = {name: [value] for name, value in self.given.items()}
        return filters_from(record_kind("contact"), given, seen_by=actor)[0]

    def read(self, actor: Actor, *, after: str = "", limit: int = PAGE) -> str:
        """Returns the cursor of the next page."""
        return read_page(
            record_kind("contact"),
            seen_by=actor,
            columns=COLUMNS,
            sort=self.sort.removeprefix("-"),
            descending=self.descending,
            filters=self.filters(actor),
            after=after,
            limit=limit,
        ).next

    def hundredth(self, actor: Actor) -> str:
        """Where the hundredth page begins, or the last there is."""
        after = ""
        for _step in range(PAGE * PAGES // 1_000):
            following = self.read(actor, after=after, limit=1_000)
            if not following:
                break
            after = following
        return after

    def address(self, *, after: str = "") -> str:
        asked = {**self.given, "sort": self.sort, **({"after": after} if after else {})}
        return f"/contacts/?{urlencode(asked)}"


SHAPES = (
    Shape("by name"),
    Shape("by last activity", "-last_activity_at"),
    Shape("by change", "-updated_at"),
    Shape("by birth", "created_at"),
    Shape("of a common stage", given={"lifecycle_stage": "customer"}),
    Shape("of a stage and a status, by change", "-updated_at", {"lifecycle_stage": "sql", "lead_status": "qualified"}),
    Shape("of a rare country", given={"country": "IS"}),
    Shape("of a common country, by activity", "-last_activity_at", {"country": "ES"}),
    Shape("of a rare tag, by change", "-updated_at", {"tags": "partner"}),
    Shape("with a text", given={"q": "garcia"}),
)
TEXTS = ("a", "ma", "mar", "maria garcia", "garcia", "@mail", "firm12345-1", "王", "రా", "іра", "zzqxv", "padmavti")
