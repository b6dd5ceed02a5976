"""Lists, searches and the API over data that is there: `TRATO_HOME=… python -m bench.measure_read [word]…`.

`python -m bench` runs the works at the end over a small database of its own; `figures()` answers percentiles as data,
for each actor, beside a floor that ran in the same minute. Fill a home with `trato seed` first.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from functools import partial
from time import perf_counter
from typing import Any

from bench.measure_engine import KEYSET, _enough_to_page
from bench.ratios import MOST_DRIFT, Work

ROUNDS = 15
COLUMNS = ("name", "email", "phone", "company", "city", "lifecycle_stage", "owner", "last_activity_at")
TEXTS = ("a", "ma", "mar", "maria garcia", "garcia", "@mail", "firm12345-1", "王", "రా", "ір", "zzqxv", "padmavti")
LIKE = "select r.id from customers_contact r where r.is_standing and r.search_text like %s limit 10"
OWNERS = "select owner_id, count(*) from customers_contact where owner_id is not null group by 1"

Ask = Callable[[Any], object]


@dataclass(frozen=True, kw_only=True)
class Figure:
    """Milliseconds. A drifting floor says that the machine was busy with something else."""

    work: str
    actor: str
    p50: float
    p95: float
    floor: float
    drift: float

    @property
    def ratio(self) -> float:
        return self.p50 / self.floor if self.floor else 0.0

    @property
    def is_void(self) -> bool:
        return self.drift > MOST_DRIFT


def figures(words: Sequence[str] = ()) -> Iterator[Figure]:
    """Django must stand. Every work whose name has one of the words, as every actor."""
    asks = [*_lists(), *_searches()]
    chosen = [each for each in asks if not words or any(word in each[0] for word in words)]
    for label, actor in actors().items():
        for name, ask, floor in chosen:
            yield _figure(name, label, partial(ask, actor), floor)


def actors() -> dict[str, Any]:
    """The owners whose records are nearest to 20,000 and 200; the label says how many they really have."""
    from trato.foundation.public import SYSTEM, Reach, Team

    owners = dict(_rows(OWNERS, []))
    found = {"administrator": SYSTEM}
    teams = tuple(Team.objects.filter(children=None).order_by("id").values_list("id", flat=True)[:50])
    some = next(iter(owners), None)
    found[f"subtree of {len(teams)} teams"] = _actor(some, Reach.SUBTREE, teams)
    for wanted in (20_000, 200):
        owner = min(owners, key=lambda each: abs(owners[each] - wanted), default=None)
        found[f"own {owners.get(owner, 0):,}"] = _actor(owner, Reach.OWN, ())
    return found


def _actor(id_: Any, reach: Any, teams: Sequence[Any]) -> Any:
    from trato.foundation.public import Actor, record_kinds

    rights = {kind.right("see"): reach for kind in record_kinds()}
    return Actor(kind="user", id=id_, name="Bench", rights=rights, teams=tuple(teams[:1]), subtree=tuple(teams))


def _lists() -> Iterator[tuple[str, Ask, Ask]]:
    """Every order both ways, first and hundredth page, and filters that many, few and no records fit."""
    from trato.foundation.public import Filter

    for sort in ("name", "last_activity_at", "created_at", "updated_at"):
        for descending in (False, True):
            shape: dict[str, Any] = {"sort": sort, "descending": descending}
            way = "-" if descending else ""
            yield f"list {way}{sort}", _reading(shape), _keyset
            yield f"list {way}{sort}, 100th page", _reading(shape, deep=True), _keyset
    stage, status = Filter("lifecycle_stage", ("customer",)), Filter("lead_status", ("qualified",))
    filters = {
        "a common stage": (stage,),
        "a stage nobody is in": (Filter("lifecycle_stage", ("advocate",)),),
        "stage and status": (stage, status),
        "a common text": (Filter("q", ("garcia",)),),
        "a rare text": (Filter("q", ("zzqxv",)),),
        "text and stage": (Filter("q", ("mar",)), stage),
        "a country": (Filter("country", ("ES",)),),
        "a tag": (Filter("tags", ("newsletter",)),),
    }
    for name, given in filters.items():
        yield f"list by {name}", _reading({"filters": given}), _keyset
        yield (
            f"list by {name}, -updated",
            _reading({"filters": given, "sort": "updated_at", "descending": True}),
            _keyset,
        )
        yield f"count by {name}", _counting(given), _keyset


def _like(text: str, _actor: Any) -> Any:
    return _rows(LIKE, [f"%{text}%"])


def _searches() -> Iterator[tuple[str, Ask, Ask]]:
    for text in TEXTS:
        yield f"search {text}", _searching(text), partial(_like, text)


def _reading(shape: dict[str, Any], *, deep: bool = False) -> Ask:
    from trato.foundation.public import read_page, record_kind

    places: dict[int, str] = {}

    def read(actor: Any) -> object:
        if deep and id(actor) not in places:
            places[id(actor)] = _hundredth(actor, shape)
        after = places.get(id(actor), "")
        return read_page(record_kind("contact"), seen_by=actor, columns=COLUMNS, after=after, **shape)

    return read


def _hundredth(actor: Any, shape: dict[str, Any]) -> str:
    from trato.foundation.public import read_page, record_kind

    after = ""
    for _page in range(5):
        page = read_page(record_kind("contact"), seen_by=actor, columns=(), limit=1_000, after=after, **shape)
        if not page.next:
            break
        after = page.next
    return after


def _counting(filters: Sequence[Any]) -> Ask:
    from trato.foundation.public import count_up_to, record_kind

    return lambda actor: count_up_to(record_kind("contact"), seen_by=actor, filters=filters)


def _searching(text: str) -> Ask:
    from trato.foundation.public import record_kinds, search_records

    return lambda actor: [search_records(k, text, seen_by=actor, columns=("name",), limit=6) for k in record_kinds()]


def _keyset(_actor: Any) -> object:
    return _rows(KEYSET, ["", "00000000-0000-0000-0000-000000000000", 50])


def _rows(statement: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())


def _figure(work: str, actor: str, ours: Callable[[], object], floor: Ask) -> Figure:
    before = _times(lambda: floor(None))
    taken = _times(ours)
    after = _times(lambda: floor(None))
    lowest = min(before[0], after[0])
    middle, late = taken[len(taken) // 2], taken[int(len(taken) * 0.95) - 1]
    return Figure(work=work, actor=actor, p50=middle, p95=late, floor=lowest, drift=abs(before[0] - after[0]) / lowest)


def _times(act: Callable[[], object]) -> list[float]:
    act()
    return sorted(_once(act) for _round in range(ROUNDS))


def _once(act: Callable[[], object]) -> float:
    start = perf_counter()
    act()
    return (perf_counter() - start) * 1_000


def works() -> Iterator[Work]:
    yield Work(
        name="search 20 times",
        floor_name="one LIKE over the trigram index",
        rows=20,
        ours=lambda: [_small("ferrer 7") for _time in range(20)],
        floor=lambda: [_rows(LIKE, ["%ferrer 7%"]) for _time in range(20)],
    )


def _small(text: str) -> object:
    _enough_to_page()
    from trato.foundation.public import SYSTEM

    return _searching(text)(SYSTEM)


def main() -> int:
    import django

    from trato.kit.postgres.home import Home
    from trato.kit.postgres.tenancy import using_database

    with ExitStack() as opened:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trato.config.settings")
        if "TRATO_DATABASE_URL" not in os.environ:
            database = opened.enter_context(using_database(Home.find(os.environ)))
            os.environ["TRATO_DATABASE_URL"] = database.url
        django.setup()
        found = []
        for each in figures(sys.argv[1:]):
            found.append(each)
            void = "  void" if each.is_void else ""
            print(
                f"{each.work:<42} {each.actor:<22} {each.p50:8.1f} {each.p95:8.1f} {each.floor:7.1f}{void}", flush=True
            )
        print(json.dumps([asdict(each) for each in found]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
