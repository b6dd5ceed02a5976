"""At 100,000 contacts a list and a search use their indexes: the plan says so, not the clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import sleep
from typing import Any

import pytest
from django.db import connection

from trato.foundation.public import SYSTEM, Actor, Reach, Team, count_up_to, read_page, record_kind, search_records
from trato.kit.ids import new_id

MANY = 100_000
TEAMS = (new_id(), new_id())
RARE = ("Padmavathi Kondapalli", "పద్మావతి కొండపల్లి", "李小龍", "Ольга Ильинична Ладыгина")
FIRST_ROWS = "CTE met"
NO_ADDRESSES = "Seq Scan on customers_identity"  # nobody has one here, and nothing is read fastest from end to end
ORDERS = [
    ("name", "contact_name"),
    ("last_activity_at", "contact_activity"),
    ("created_at", "contact_born"),
]

CONTACTS = """
insert into {table} (id, root_id, name, sort_key, search_text, native_name, given_name, family_name, lifecycle_stage,
    lead_status, source, language, time_zone, version, last_activity_at, team_id)
select id, id, name, name, name, '', '', '', case when i %% 10 = 0 then 'customer' else 'lead' end, '', '', '', '', 1,
    case when i %% 3 > 0 then now() - i * interval '1 minute' end,
    (array[null, null, %s, %s])[1 + i %% 4]::uuid
from (
    select gen_random_uuid() as id, i, (array['ana', 'eva', 'marta', 'రాము', '王', 'иван'])[1 + i %% 6] || ' '
        || substr(md5(i::text), 1, 6) || ' ' || substr(md5((i / 3)::text), 8, 7) as name
    from generate_series(1, %s) i
) made
"""
WORDS = """
insert into foundation_searchword (kind, word, record_id)
select distinct 'contact', word, id from {table}, regexp_split_to_table(name, ' ') word
"""
TERMS = """
insert into foundation_searchterm (kind, word) select distinct kind, word from foundation_searchword
where length(word) >= 4
"""


def run(statement: str, *parameters: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement.format(table=record_kind("contact").table), parameters)


def vacuum_until_all_is_seen() -> None:
    """Only then is an index worth reading without its table; whoever still reads elsewhere puts that off."""
    for _try in range(50):
        run("vacuum analyze {table}")
        with connection.cursor() as cursor:
            table = record_kind("contact").table
            cursor.execute("select relallvisible >= relpages from pg_class where oid = %s::regclass", [table])
            if cursor.fetchone() == (True,):
                return
        sleep(0.2)


@pytest.fixture(scope="module")
def many(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A hundred thousand contacts, for the whole file; taken away again whatever happens."""
    with django_db_blocker.unblock():
        try:
            Team.objects.bulk_create([Team(id=id_, name=str(id_), path=[id_]) for id_ in TEAMS])
            run(CONTACTS, *TEAMS, MANY)
            run(WORDS)
            run(TERMS)
            record_kind("contact").create([{"name": name} for name in RARE], by=SYSTEM)
            vacuum_until_all_is_seen()
            run("vacuum analyze foundation_searchword")
            run("vacuum analyze foundation_searchterm")
            yield
        finally:
            tables = ("{table}", "foundation_searchword", "foundation_searchterm", "foundation_change", "event")
            run(f"truncate {', '.join(tables)} cascade")
            Team.objects.filter(id__in=TEAMS).delete()
            run("analyze {table}")


class Plans:
    """Every statement that ran, with the plan it ran by."""

    def __init__(self) -> None:
        self.statements: list[tuple[Any, Any]] = []

    def __call__(self, execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        self.statements.append((sql, params))
        return execute(sql, params, many, context)

    def explained(self) -> str:
        with connection.cursor() as cursor:
            plans = []
            for sql, params in self.statements:
                text = sql if isinstance(sql, str) else sql.as_string(cursor.cursor)
                # Tables of one row have no use for an index.
                if text.startswith(("select", "with")) and "set_config" not in text and "fieldsversion" not in text:
                    cursor.execute(f"explain {text}", params)
                    plans += without_the_first_rows([line for (line,) in cursor.fetchall()])
        return "\n".join(plans)


def without_the_first_rows(plan: list[str]) -> list[str]:
    """The look at the first thousand rows is bounded by itself, and needs no index."""
    kept, depth = [], None
    for line in plan:
        indent = len(line) - len(line.lstrip())
        if line.strip() == FIRST_ROWS:
            depth = indent
        elif depth is None or indent <= depth:
            depth = None
            kept.append(line)
    return kept


@contextmanager
def watched() -> Iterator[Plans]:
    plans = Plans()
    with connection.execute_wrapper(plans):
        yield plans


def seller() -> Actor:
    rights = {"customers.see_contacts": Reach.SUBTREE}
    return Actor(kind="user", id=new_id(), name="A seller", rights=rights, teams=TEAMS[:1], subtree=TEAMS)


@pytest.mark.parametrize("text", ["పద్మావతి", "కొండపల్లి", "李小龍", "ольга", "ладыгина", "kondapalli", "avathi"])
@pytest.mark.django_db
def test_a_search_uses_the_indexes_in_every_script(many: None, text: str) -> None:
    with watched() as plans:
        rows = search_records(record_kind("contact"), text, seen_by=SYSTEM, columns=("name",))

    plan = plans.explained()
    assert rows[0]["name"] in RARE
    assert "Bitmap Index Scan on contact_search" in plan
    assert "foundation_searchword" in plan
    assert "Seq Scan" not in plan.replace(NO_ADDRESSES, "")


@pytest.mark.parametrize("text", ["ప", "李", "ол", "ka", "a"])
@pytest.mark.django_db
def test_one_and_two_letters_are_a_range_of_the_words(many: None, text: str) -> None:
    with watched() as plans:
        rows = search_records(record_kind("contact"), text, seen_by=SYSTEM, columns=("name",))

    plan = plans.explained()
    assert rows or text == "ka"
    assert "on foundation_searchword" in plan
    assert "contact_search" not in plan
    assert "Seq Scan" not in plan.replace(NO_ADDRESSES, "")


@pytest.mark.parametrize("text", ["padmavati kondapali", "పద్మవతి కొండపలి", "ладыгина олга"])
@pytest.mark.django_db
def test_typing_errors_are_looked_for_by_the_trigram_index(many: None, text: str) -> None:
    with watched() as plans:
        rows = search_records(record_kind("contact"), text, seen_by=SYSTEM, columns=("name",))

    assert rows[0]["name"] in RARE
    assert "searchterm_alike" in plans.explained()
    assert "Seq Scan" not in plans.explained()


@pytest.mark.parametrize("actor", [SYSTEM, seller()], ids=["administrator", "seller of two teams"])
@pytest.mark.parametrize(
    ("sort", "index"),
    [
        ("name", "contact_name"),
        ("last_activity_at", "contact_activity"),
        ("created_at", "contact_born"),
        ("updated_at", "contact_changed"),
    ],
)
@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.django_db
def test_a_page_is_a_range_of_an_index(many: None, actor: Actor, sort: str, index: str, descending: bool) -> None:
    kind = record_kind("contact")
    asked: dict[str, Any] = {"seen_by": actor, "columns": ("name",), "sort": sort, "descending": descending}
    with watched() as plans:
        first = read_page(kind, **asked)
        if first.next:
            read_page(kind, after=first.next, **asked)

    plan = plans.explained()
    assert f"using {index}" in plan
    assert "Seq Scan" not in plan.replace(NO_ADDRESSES, "")


@pytest.mark.django_db
def test_the_page_after_the_last_value_goes_on_with_those_without_one(many: None) -> None:
    kind = record_kind("contact")
    seen: set[Any] = set()
    after = ""
    for _number in range(3):
        page = read_page(
            kind, seen_by=SYSTEM, columns=("last_activity_at",), sort="last_activity_at", limit=1_000, after=after
        )
        seen |= {row["id"] for row in page.rows}
        after = page.next
    assert len(seen) == 3_000


@pytest.mark.django_db
def test_a_count_stops_at_its_limit(many: None) -> None:
    assert count_up_to(record_kind("contact"), seen_by=SYSTEM) == 10_001
