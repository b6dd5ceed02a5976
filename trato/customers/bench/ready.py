"""Two hundred fields that people made, with values for everybody, and segments: made once."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection, transaction
from psycopg import sql

from trato.customers.segments.models import Segment
from trato.customers.segments.recounting import recount
from trato.customers.segments.use_cases.create import create_segments
from trato.foundation.fields.public import CustomField, FieldFacts, index_field, make_field, make_index_so
from trato.foundation.public import SYSTEM, ask_anew, record_kind

FIELDS = 200
TYPES = ("number", "text", "date", "yes_no")
FILLED_OF = 5  # of so many fields one has values, the others are empty
INDEXED, PLAIN = "bench_0", "bench_20"
RARE = 100_000  # so many values of the field that is indexed
AT_ONCE = 20_000
SEGMENTS = {
    "Bench: customers heard of lately": {
        "and": [
            {"field": "lifecycle_stage", "value": ["customer"]},
            {"event": "customers.note_written", "within": "180d"},
        ]
    },
    "Bench: from the fair": {"field": "source", "value": "Fair"},
}
_VALUES = {
    "number": "(hashint8extended(n, {seed}) & 1073741823) %% {rare}",
    "text": "'word ' || (hashint8extended(n, {seed}) & 1073741823) %% 5000",
    "date": "date '2020-01-01' + ((hashint8extended(n, {seed}) & 1073741823) %% 2000)::int",
    "yes_no": "hashint8extended(n, {seed}) %% 2 = 0",
}
# The last of the log: what was seeded is no news for segments.
_CAUGHT_UP = """
insert into foundation_readercursor (id, name, era, xid, event_id, failures, problem)
select gen_random_uuid(), 'customers.segments', e.era, e.xid::text, e.id, 0, ''
  from event e order by e.era desc, e.xid desc, e.id desc limit 1
on conflict (name) do update set era = excluded.era, xid = excluded.xid, event_id = excluded.event_id,
  failures = 0, problem = excluded.problem, retry_at = null
"""


def ready(_count: int, say: Callable[[str], None]) -> None:
    made = CustomField.objects.filter(kind="contact", name__startswith="bench_").count()
    if made < FIELDS:
        say(f"making {FIELDS} fields with values, once …")
        _make_fields()
        _fill()
    if not Segment.objects.filter(name__in=SEGMENTS).exists():
        catch_up()
        rows = [{"name": name, "rules": rules} for name, rules in SEGMENTS.items()]
        for saved in create_segments(rows, by=SYSTEM):
            recount(saved.id)
        with connection.cursor() as cursor:
            cursor.execute("vacuum (analyze) customers_segmentmember, customers_contact_fields")


def catch_up() -> None:
    """What other works of a bench wrote into the log is not read again for the sake of one change."""
    with connection.cursor() as cursor:
        cursor.execute(_CAUGHT_UP)


def _make_fields() -> None:
    there = set(CustomField.objects.filter(kind="contact").values_list("name", flat=True))
    for number in range(FIELDS):
        name = f"bench_{number}"
        if name not in there:
            kind = TYPES[number % len(TYPES)]
            make_field("contact", type=kind, name=name, by=SYSTEM, facts=FieldFacts(label=f"Bench {number}"))
    ask_anew()
    one = CustomField.objects.get(kind="contact", name=INDEXED)
    make_index_so(index_field(one.id, by=SYSTEM).id)


def _fill() -> None:
    """Everybody has a value of each fifth field."""
    specs = [each for each in record_kind("contact").fields if each.name.startswith("bench_")]
    filled = [each for each in specs if int(each.name.split("_")[1]) % FILLED_OF == 0]
    for _after in _pieces(_filling(filled)):
        pass


def _filling(specs: Any) -> sql.Composed:
    values = [
        sql.SQL(_VALUES[TYPES[int(each.name.split("_")[1]) % len(TYPES)]].format(seed=number, rare=RARE))
        for number, each in enumerate(specs)
    ]
    return sql.SQL(
        "with piece as (select r.id, hashtextextended(r.id::text, 0) as n from customers_contact r"
        " where r.id > %s order by r.id limit %s),"
        " put as (insert into customers_contact_fields (id, {columns}) select id, {values} from piece"
        " on conflict (id) do nothing)"
        " select max(id::text)::uuid from piece"
    ).format(
        columns=sql.SQL(", ").join(sql.Identifier(each.column) for each in specs),
        values=sql.SQL(", ").join(values),
    )


def _pieces(statement: sql.Composed) -> Iterator[Any]:
    after: Any = "00000000-0000-0000-0000-000000000000"
    while after is not None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [after, AT_ONCE])
            ((after,),) = cursor.fetchall()
        yield after
