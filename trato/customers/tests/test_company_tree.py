"""Companies that belong to others: the tree beside a company, and all that are in a group."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from trato.customers.companies.tree import group_size
from trato.customers.public import (
    Company,
    create_companies,
    create_contacts,
    merge_companies,
    trash_companies,
    update_companies,
)
from trato.foundation.public import (
    Actor,
    Reach,
    RecordUpdate,
    Role,
    RowsRefused,
    User,
    filters_from,
    read_page,
    record_kind,
)

Found = Callable[..., list[str]]


def company(by: Actor, name: str, parent: Company | None = None) -> Company:
    values = {"name": name, **({"parent": str(parent.id)} if parent else {})}
    (saved,) = create_companies([values], by=by)
    return Company.objects.get(pk=saved.id)


@pytest.fixture
def group(as_alice: Actor) -> dict[str, Company]:
    """Holding > Bread, Cakes; Bread > Rolls; and the Corner Bakery stands alone."""
    holding = company(as_alice, "Holding")
    bread = company(as_alice, "Bread", holding)
    cakes = company(as_alice, "Cakes", holding)
    rolls = company(as_alice, "Rolls", bread)
    return {"holding": holding, "bread": bread, "cakes": cakes, "rolls": rolls}


def found(by: Actor, top: Company, kind: str = "company") -> list[str]:
    filters, refused = filters_from(record_kind(kind), {"group": [str(top.id)]}, seen_by=by)
    assert refused == {}
    page = read_page(record_kind(kind), seen_by=by, columns=["name"], sort="name", filters=filters)
    return [row["name"] for row in page.rows]


def tree(client: Client, of: Company) -> str:
    said = client.get(f"/companies/{of.id}/").content.decode().partition('id="panels"')[2]
    return next((each for each in said.split("<section")[1:] if ">Group" in each.partition("</h2>")[0]), "")


@pytest.fixture
def client(alice: User) -> Client:
    client = Client()
    client.force_login(alice)
    return client


def test_all_of_a_group_however_far_down(as_alice: Actor, group: dict[str, Company], bakery: Company) -> None:
    assert found(as_alice, group["holding"]) == ["Bread", "Cakes", "Holding", "Rolls"]
    assert found(as_alice, group["bread"]) == ["Bread", "Rolls"]
    assert found(as_alice, bakery) == ["Corner Bakery"]


def test_all_contacts_of_a_group(as_alice: Actor, group: dict[str, Company]) -> None:
    for name, firm in (("Ann", "holding"), ("Ben", "rolls"), ("Cid", "cakes")):
        create_contacts([{"name": name, "company": str(group[firm].id)}], by=as_alice)
    create_contacts(
        [{"name": "Old", "companies": [{"company": str(group["rolls"].id), "until": "2020-01-01"}]}], by=as_alice
    )

    assert found(as_alice, group["holding"], "contact") == ["Ann", "Ben", "Cid"]
    assert found(as_alice, group["bread"], "contact") == ["Ben"]


def test_the_group_of_a_company_is_called_after_its_top(as_alice: Actor, group: dict[str, Company]) -> None:
    page = read_page(record_kind("company"), seen_by=as_alice, columns=["name", "group"], sort="name")
    tops = {row["name"]: row["group"] and row["group"]["name"] for row in page.rows}

    assert tops == {"Bread": "Holding", "Cakes": "Holding", "Holding": None, "Rolls": "Holding"}


def test_the_tree_leads_up_and_down_and_to_all(client: Client, group: dict[str, Company]) -> None:
    said = tree(client, group["bread"])

    assert said.index("Holding") < said.index(">Bread<")
    assert "Cakes" not in said
    beside = client.get(f"/companies/{group['bread'].id}/").content.decode().partition('id="panels"')[2]
    assert "Subsidiaries" in beside
    assert "Rolls" in beside
    assert f"/companies/?group={group['holding'].id}" in said
    assert "All 4 of the group" in said
    assert "Rolls" in client.get(f"/companies/?group={group['holding'].id}").content.decode()


def test_what_stands_alone_has_no_tree_but_may_get_one(client: Client, bakery: Company) -> None:
    assert tree(client, bakery) == ""
    assert f"parent={bakery.id}" in client.get(f"/companies/{bakery.id}/").content.decode()


def test_companies_out_of_sight_keep_their_place_without_a_name(
    as_ada: Actor, hire: Callable[..., User], group: dict[str, Company]
) -> None:
    role = Role.objects.create(name="Own", rights={"customers.see_companies": int(Reach.OWN)})
    eve = hire("Eve", role=role)
    update_companies([RecordUpdate(id=group["rolls"].id, values={"owner": str(eve.id)})], by=as_ada)
    client = Client()
    client.force_login(eve)

    said = tree(client, group["rolls"])
    assert said.count("Not yours to see") == 2
    assert "Bread" not in said


def test_a_trashed_company_is_not_counted(as_ada: Actor, group: dict[str, Company]) -> None:
    trash_companies([group["cakes"].id], by=as_ada)

    assert group_size(group["holding"].id) == 3
    assert found(as_ada, group["holding"]) == ["Bread", "Holding", "Rolls"]


def test_what_belonged_to_one_that_was_merged_belongs_to_the_one_it_became(
    as_ada: Actor, group: dict[str, Company], bakery: Company
) -> None:
    merge_companies({group["bread"].id: bakery.id}, by=as_ada)

    assert found(as_ada, bakery) == ["Corner Bakery", "Rolls"]


def test_rings_are_refused(as_alice: Actor, group: dict[str, Company]) -> None:
    with pytest.raises(RowsRefused, match="itself a part"):
        update_companies([RecordUpdate(id=group["holding"].id, values={"parent": str(group["rolls"].id)})], by=as_alice)


def test_a_deep_group_costs_as_many_questions_as_a_flat_one(
    as_alice: Actor, client: Client, group: dict[str, Company]
) -> None:
    def questions(of: Company) -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/companies/{of.id}/")
        return len(asked)

    flat, last = questions(group["rolls"]), group["rolls"]
    for depth in range(12):
        last = company(as_alice, f"Level {depth}", last)
    assert questions(last) <= flat + 1
    assert group_size(group["holding"].id) == 16
