"""Who agreed to what, asked as a condition: the same answer for all records at once, for one, and on her own page."""

from collections.abc import Mapping
from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from psycopg import sql

from trato.customers.consent.models import Purpose
from trato.customers.consent.queries import standing_of
from trato.customers.consent.rules import ANSWERS, CONSENT_RULE
from trato.customers.consent.use_cases.purposes import create_purpose
from trato.customers.consent.use_cases.record import Statement, record_consents
from trato.customers.public import create_contacts, merge_contacts
from trato.foundation.public import SYSTEM, Actor, RuleRefused, compiled, record_kind
from trato.kit.clock import now

CHANNELS = ("email", "post")


@pytest.fixture
def newsletter(installed: object) -> Purpose:
    return create_purpose(
        "newsletter", "Newsletter", channels=list(CHANNELS), wordings={"en": "Write to me."}, by=SYSTEM
    )


def found(rule: Mapping[str, Any], *, by: Actor) -> tuple[set[UUID], set[UUID]]:
    """By the condition for all records, and by the one for records at hand."""
    tree = compiled(record_kind("contact"), rule, seen_by=by)
    answers = []
    for condition, parameters in (tree.fits, tree.checked):
        statement = sql.SQL("select r.id from customers_contact r where r.is_standing and {}").format(condition)
        with connection.cursor() as cursor:
            cursor.execute(statement, parameters)
            answers.append({row[0] for row in cursor.fetchall()})
    return answers[0], answers[1]


def state_of(contact_id: UUID, channel: str) -> str:
    (state,) = [each.state for each in standing_of(contact_id) if each.channel == channel]
    return state or "never"


@pytest.mark.parametrize("seed", range(3))
def test_they_find_whom_the_ledger_says_also_after_merges(newsletter: Purpose, as_ada: Actor, seed: int) -> None:
    random = Random(seed)
    ids = [each.id for each in create_contacts([{"name": f"Person {number}"} for number in range(8)], by=as_ada)]
    for _time in range(20):
        said = Statement(
            contact_id=random.choice(ids),
            purpose="newsletter",
            channel=random.choice(CHANNELS),
            state=random.choice(["given", "withdrawn", "pending"]),
            source="form",
            at=now() - timedelta(minutes=random.randrange(1, 9)),
            wording=1,
            language="en",
        )
        record_consents([said], by=as_ada)
    merge_contacts({ids[0]: ids[1], ids[2]: ids[3]}, by=as_ada)
    roots = [each for each in ids if each not in (ids[0], ids[2])]

    for channel in CHANNELS:
        for state, _label in ANSWERS:
            expected = {each for each in roots if state_of(each, channel) == state}
            rule = {"consent": "newsletter", "channel": channel, "value": str(state)}
            assert found(rule, by=as_ada) == (expected, expected), (channel, state)


def test_by_mail_and_given_is_what_is_meant_without_more(newsletter: Purpose, as_ada: Actor) -> None:
    assert found({"consent": "newsletter"}, by=as_ada) == (set(), set())
    assert CONSENT_RULE.says({"consent": "newsletter"}, as_ada) == "Newsletter by E-mail: Given"


@pytest.mark.parametrize(
    ("rule", "place"),
    [
        ({"consent": "nothing"}, "filter/consent"),
        ({"consent": 7}, "filter/consent"),
        ({"consent": "new\0s"}, "filter/consent"),
        ({"consent": "newsletter", "channel": "pigeon"}, "filter/channel"),
        ({"consent": "newsletter", "value": "perhaps"}, "filter/value"),
        ({"consent": "newsletter", "value": ["given"]}, "filter/value"),
    ],
)
def test_what_is_no_such_condition_is_refused_at_its_place(
    newsletter: Purpose, as_ada: Actor, rule: Mapping[str, Any], place: str
) -> None:
    with pytest.raises(RuleRefused) as refused:
        compiled(record_kind("contact"), rule, seen_by=as_ada)
    assert set(refused.value.fields) == {place}
