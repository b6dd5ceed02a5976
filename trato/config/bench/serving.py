"""Pages and the API as somebody at the other end of a connection has them."""

from collections.abc import Iterator
from functools import partial
from typing import Any
from urllib.parse import urlencode

from trato.config.bench.readers import Reader
from trato.config.bench.reading import LIKE, keyset, rows
from trato.config.bench.server import Client, Server, rate
from trato.config.bench.shapes import SHAPES, TEXTS
from trato.foundation.public import record_kind
from trato.kit.figures import Figure, Work, percentile, times

LIST_HTML, SEARCH_HTML, RECORD_HTML, LIST_API = 30.0, 25.0, 50.0, 5.0
NARROW = "fields=id,name,email,owner,updated_at"
RATE_NARROW, RATE_FULL = 1_200.0, 300.0
BUSIEST = "select r.id from customers_contact r order by r.id limit 1"
PAGE_AS_JSON = """
select json_agg(one)::text from (select r.id, r.name, r.owner_id, r.updated_at from customers_contact r
  where r.is_standing order by r.sort_key, r.id limit 100) one
"""


def page_works(reader: Reader, server: Server) -> Iterator[Work]:
    client = Client(server.port, {"Cookie": reader.cookie()})
    work = partial(_work, reader, client)
    for shape in SHAPES:
        yield work(f"list HTML {shape.name}", shape.address(), keyset, LIST_HTML)
        after = shape.hundredth(reader.actor)
        yield work(f"list HTML {shape.name}, 100th page", shape.address(after=after), keyset, LIST_HTML)
    for text in TEXTS:
        like = partial(rows, LIKE, [f"%{text}%"])
        yield work(f"search HTML {text}", f"/search/?{urlencode({'q': text})}", like, SEARCH_HTML)


def record_works(reader: Reader, server: Server) -> Iterator[Work]:
    """The contact of whom most is told; only an administrator is sure to see it."""
    client = Client(server.port, {"Cookie": reader.cookie()})
    ((busiest,),) = rows(BUSIEST, [])
    yield _work(reader, client, "record HTML with 10,000s of events", f"/contacts/{busiest}/", keyset, RECORD_HTML)


def api_works(reader: Reader, server: Server, token: str) -> Iterator[Work]:
    client = Client(server.port, {"Authorization": f"Bearer {token}"})
    for shape in SHAPES:
        if not shape.given:
            for place, after in (("", ""), (", 100th page", shape.hundredth(reader.actor))):
                asked = urlencode({"sort": shape.sort, "limit": 50, **({"after": after} if after else {})})
                address = f"/api/v1/contacts?{asked}&{NARROW}"
                yield _work(reader, client, f"list API {shape.name}{place}", address, keyset, LIST_API)


def api_rates(reader: Reader, server: Server, token: str) -> Iterator[Figure]:
    """The floor: as many rows as JSON by one connection that does nothing else."""
    for name, query, budget in _asked_for():
        before = 1_000 / percentile(times(partial(rows, PAGE_AS_JSON, []), 200), 0.5)
        found = sorted(rate(server.port, f"/api/v1/contacts{query}", token) for _time in range(3))
        after = 1_000 / percentile(times(partial(rows, PAGE_AS_JSON, []), 200), 0.5)
        yield Figure(
            work=f"API list of 100, {name}, 4 clients",
            reader=reader.label,
            p50=found[1],
            p95=found[0],
            floor=max(before, after),
            drift=abs(before - after) / max(before, after),
            budget=budget,
            unit="/s",
        )


def _asked_for() -> Iterator[tuple[str, str, float]]:
    """Five fields; all that every contact has; and with those that people made, of which the data has two hundred."""
    kind = record_kind("contact")
    own = ",".join(["id", *(spec.name for spec in kind.fields if not spec.is_made and not spec.is_asked_only)])
    yield "narrow", f"?limit=100&{NARROW}", RATE_NARROW
    yield "full", f"?limit=100&fields={own}", RATE_FULL
    if made := sum(spec.is_made for spec in kind.fields):
        yield f"full with {made} made fields", "?limit=100", RATE_FULL * (len(kind.fields) - made) / len(kind.fields)


def _work(reader: Reader, client: Client, name: str, address: str, floor: Any, budget: float) -> Work:
    act = partial(client.must_get, address)
    return Work(name=name, reader=reader.label, act=act, floor=floor, budget=budget)
