"""Roles at companies with their days: where somebody is, and where somebody was."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from trato.customers.positions.models import Position
from trato.customers.public import Company, Contact, create_companies, create_contacts, update_contacts
from trato.customers.tests.exporting import Export, exported  # noqa: F401  # a fixture
from trato.customers.tests.importing import Bring, bring, counts  # noqa: F401  # a fixture
from trato.foundation.public import Actor, Change, Filter, RecordUpdate, RowsRefused, User, read_page, record_kind
from trato.kit.testing.programs import Program

LONG_AGO, LONGER_AGO = "2021-06-30", "2015-01-01"


@pytest.fixture
def mill(as_alice: Actor) -> Company:
    (saved,) = create_companies([{"name": "Old Mill"}], by=as_alice)
    return Company.objects.get(pk=saved.id)


def change(contact: Contact, by: Actor, **values: Any) -> None:
    update_contacts([RecordUpdate(id=contact.id, values=values)], by=by)


def read(contact: Contact, by: Actor) -> dict[str, Any]:
    names = ("name", "company", "job_title", "companies", "position_since", "position_until")
    page = read_page(record_kind("contact"), seen_by=by, columns=names, sort="name")
    return next(dict(row) for row in page.rows if row["id"] == contact.id)


def at(company: Company, by: Actor) -> list[str]:
    filters = [Filter("company", (company.id,))]
    page = read_page(record_kind("contact"), seen_by=by, columns=["name"], sort="name", filters=filters)
    return [row["name"] for row in page.rows]


def both(bakery: Company, mill: Company) -> list[dict[str, str]]:
    """At the mill until long ago, at the bakery since."""
    return [
        {"company": str(mill.id), "role": "Miller", "since": LONGER_AGO, "until": LONG_AGO},
        {"company": str(bakery.id), "role": "Owner", "since": "2021-07-01"},
    ]


def test_the_company_is_the_first_at_which_one_still_is(
    as_alice: Actor, nuria: Contact, bakery: Company, mill: Company
) -> None:
    change(nuria, as_alice, companies=both(bakery, mill))
    row = read(nuria, as_alice)

    assert (row["company"]["name"], row["job_title"]) == ("Corner Bakery", "Owner")
    assert (str(row["position_since"]), row["position_until"]) == ("2021-07-01", None)
    assert [(each["name"], each.get("until")) for each in row["companies"]] == [
        ("Corner Bakery", None),
        ("Old Mill", LONG_AGO),
    ]


def test_whose_last_day_is_over_is_a_former_one_and_counts_no_more(
    as_alice: Actor, nuria: Contact, bakery: Company, mill: Company
) -> None:
    change(nuria, as_alice, position_until=LONG_AGO)
    assert (read(nuria, as_alice)["company"], at(bakery, as_alice)) == (None, [])
    assert [each["name"] for each in read(nuria, as_alice)["companies"]] == ["Corner Bakery"]

    change(nuria, as_alice, company=str(mill.id), job_title="Miller")
    row = read(nuria, as_alice)
    assert (row["company"]["name"], row["job_title"], at(mill, as_alice)) == ("Old Mill", "Miller", ["Núria Bosch"])
    assert len(row["companies"]) == 2


def test_a_last_day_to_come_changes_nothing_yet(as_alice: Actor, nuria: Contact, bakery: Company) -> None:
    change(nuria, as_alice, position_until="2999-01-01")

    assert at(bakery, as_alice) == ["Núria Bosch"]


def test_coming_back_begins_anew(as_alice: Actor, nuria: Contact, bakery: Company) -> None:
    change(nuria, as_alice, position_until=LONG_AGO)
    change(nuria, as_alice, company=str(bakery.id))

    position = Position.objects.get(contact=nuria)
    assert (position.until, at(bakery, as_alice)) == (None, ["Núria Bosch"])


def test_an_import_does_not_bring_a_former_one_back(as_alice: Actor, nuria: Contact, bakery: Company) -> None:
    change(nuria, as_alice, position_until=LONG_AGO)
    update_contacts([RecordUpdate(id=nuria.id, values={"company": "Corner Bakery"})], by=as_alice, adding=True)

    assert at(bakery, as_alice) == []


def test_nobody_leaves_before_coming(as_alice: Actor, nuria: Contact) -> None:
    change(nuria, as_alice, position_since="2022-01-01")

    with pytest.raises(RowsRefused, match="before it begins"):
        change(nuria, as_alice, position_until="2021-01-01")
    with pytest.raises(RowsRefused, match="no date|date"):
        change(nuria, as_alice, position_until="someday")


def test_days_stand_in_the_history_and_an_old_value_can_be_put_back(as_alice: Actor, nuria: Contact) -> None:
    change(nuria, as_alice, position_since="2022-01-01")
    change_row = Change.objects.filter(record_id=nuria.id).latest("version")

    assert "since" not in change_row.before["companies"][0]
    assert change_row.after["companies"][0]["since"] == "2022-01-01"
    change(nuria, as_alice, companies=change_row.before["companies"])
    assert Position.objects.get(contact=nuria).since is None


def test_programs_read_and_write_them(
    program_of: Any, alice: User, nuria: Contact, bakery: Company, mill: Company
) -> None:
    program: Program = program_of(alice)
    answer = program.patch(f"/contacts/{nuria.id}", {"companies": both(bakery, mill)})
    assert answer.status_code == 200, answer.content
    facts = program.get(f"/contacts/{nuria.id}").json()

    assert facts["position_since"] == "2021-07-01"
    assert facts["companies"][1] == {
        "id": str(mill.id),
        "name": "Old Mill",
        "role": "Miller",
        "since": LONGER_AGO,
        "until": LONG_AGO,
    }
    back = program.patch(f"/contacts/{nuria.id}", {"companies": facts["companies"]})
    assert back.json()["version"] == facts["version"]
    refused = program.patch(f"/contacts/{nuria.id}", {"companies": [{"company": str(mill.id), "until": "x"}]})
    assert refused.status_code == 422


def test_files_bring_the_days_in_and_take_them_out(
    bring: Bring,  # noqa: F811  # the fixture
    exported: Export,  # noqa: F811  # the fixture
    as_alice: Actor,
    bakery: Company,
) -> None:
    file = "Name,Company,Job title,There since,There until\nPau Serra,Corner Bakery,Baker,2020-02-01,2999-01-31\n"
    assert counts(bring(file)) == (1, 0, 0, 0)

    position = Position.objects.get(contact__name="Pau Serra")
    assert (position.since, position.until) == (date(2020, 2, 1), date(2999, 1, 31))
    Contact.objects.filter(pk=position.contact_id).update(owner_id=as_alice.id)
    (row,) = exported(as_alice)
    assert (row["There since"], row["There until"]) == ("2020-02-01", "2999-01-31")


def test_panels_say_where_one_was_and_who_was_there(
    alice: User, as_alice: Actor, nuria: Contact, bakery: Company, mill: Company
) -> None:
    change(nuria, as_alice, companies=both(bakery, mill))
    create_contacts([{"name": "Pau Serra", "company": str(mill.id)}], by=as_alice)
    client = Client()
    client.force_login(alice)

    beside = client.get(f"/contacts/{nuria.id}/").content.decode().partition('id="panels"')[2]
    assert "formerly" in beside
    assert beside.index("Corner Bakery") < beside.index("Old Mill")
    people = client.get(f"/companies/{mill.id}/").content.decode().partition('id="panels"')[2]
    assert people.index("Pau Serra") < people.index("Núria Bosch") < people.index("formerly")


def test_today_is_still_a_day_there(as_alice: Actor, nuria: Contact, bakery: Company) -> None:
    change(nuria, as_alice, position_until=datetime.now(UTC).date().isoformat())

    assert at(bakery, as_alice) == ["Núria Bosch"]
