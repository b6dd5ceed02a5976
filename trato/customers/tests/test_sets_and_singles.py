"""A verb is written once, for a set: one by one and all at once must leave the same behind."""

from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trato.customers.public import Contact, create_contacts, update_contacts
from trato.foundation.public import Actor, RecordUpdate

names = st.text(
    alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=30
).filter(lambda text: not text.isspace())
facts = st.fixed_dictionaries(
    {"name": names},
    optional={
        "city": names,
        "source": names,
        "company": st.sampled_from(["Corner Bakery", "Huerta", "రైతు బజార్"]),
        "phone": st.sampled_from(["600 190 044", "+91 94905 01174", "+44 20 7946 0958"]),
        "tags": st.lists(st.sampled_from(["drip", "Drip", "visit", "fair"]), max_size=3),
        "lifecycle_stage": st.sampled_from(["lead", "customer", "former"]),
        "lead_status": st.sampled_from(["new", "qualified"]),
    },
)
few = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

EVERYTHING = """
select c.name, c.sort_key, c.search_text, c.version, c.lifecycle_stage, c.lead_status, c.source, c.owner_id, c.team_id,
  (select array_agg(i.kind || i.normalised || i.value order by i.place)
     from customers_identity i where i.contact_id = c.id),
  (select array_agg(a.city order by a.place) from customers_address a where a.contact_id = c.id),
  (select array_agg(f.name || p.role order by p.place) from customers_position p
     left join customers_company f on f.id = p.company_id where p.contact_id = c.id),
  (select array_agg(t.key order by t.key) from customers_tagging g join customers_tag t on t.id = g.tag_id
     where g.record_id = c.id),
  (select array_agg(w.word order by w.word) from foundation_searchword w where w.record_id = c.id),
  (select array_agg(e.kind || coalesce(e.data->>'fields', '') order by e.subject_version) from event e
     where e.subject_id = c.id),
  (select array_agg(h.act || h.version order by h.version) from foundation_change h where h.record_id = c.id)
from customers_contact c order by c.id
"""


def everything() -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(EVERYTHING)
        return list(cursor.fetchall())


def after(act: Any) -> list[tuple[Any, ...]]:
    """What stood there after the act, which is then taken back."""
    with transaction.atomic():
        before = transaction.savepoint()
        act()
        found = everything()
        transaction.savepoint_rollback(before)
    return found


@few
@given(rows=st.lists(facts, min_size=1, max_size=6))
@pytest.mark.django_db
def test_making_them_together_is_making_them_one_by_one(rows: list[dict[str, Any]], as_alice: Actor) -> None:
    together = after(lambda: create_contacts(rows, by=as_alice))
    singly = after(lambda: [create_contacts([row], by=as_alice) for row in rows])

    assert together == singly


@few
@given(rows=st.lists(st.tuples(facts, facts), min_size=1, max_size=5))
@pytest.mark.django_db
def test_changing_them_together_is_changing_them_one_by_one(
    rows: list[tuple[dict[str, Any], dict[str, Any]]], as_alice: Actor
) -> None:
    def made() -> list[RecordUpdate]:
        saved = create_contacts([before for before, _ in rows], by=as_alice)
        return [RecordUpdate(id=each.id, values=values) for each, (_, values) in zip(saved, rows, strict=True)]

    together = after(lambda: update_contacts(made(), by=as_alice))
    singly = after(lambda: [update_contacts([each], by=as_alice) for each in made()])

    assert together == singly


@few
@given(row=facts)
@pytest.mark.django_db
def test_what_went_in_is_what_stands_there(row: dict[str, Any], as_alice: Actor) -> None:
    def act() -> None:
        (saved,) = create_contacts([row], by=as_alice)
        assert Contact.objects.get(pk=saved.id).name == row["name"].replace("\r\n", "\n").replace("\r", "\n")

    after(act)
