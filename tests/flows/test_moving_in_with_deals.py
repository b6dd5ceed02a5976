"""Deals and products of other programs move in with the people and companies they are about."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from trato.commerce.public import Product
from trato.customers.public import Company, Contact
from trato.customers.tests.moving import Files, brought_in, given, moved
from trato.foundation.moving_in.public import (
    Move,
    choose_people,
    choose_words_of,
    files_of_move,
    start_move,
    unknown_words,
)
from trato.foundation.public import Actor, ChangeSet, Import, NotAllowed, User, undo
from trato.sales.public import Deal, DealContact, Stage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("alice")]

PEOPLE = {
    "hubspot": {
        "companies": "Record ID,Company name\n9001,Panadería Soriana\n",
        "contacts": "Record ID,First Name,Last Name,Email\n501,Ana,Ferrer,a@x.example\n502,Luis,Cano,l@x.example\n",
    },
    "salesforce": {
        "Account": "Id,Name,BillingStreet\n001Ax00000Firm1IAB,Panadería Soriana,\n",
        "Contact": "Id,LastName,FirstName,AccountId\n003Ax00000Pers1IAB,Ferrer,Ana,001Ax00000Firm1IAB\n",
    },
    "pipedrive": {
        "organizations": "Organization - Name,Organization - ID\nPanadería Soriana,301\n",
        "people": "Person - Name,Person - ID\nAna Ferrer,401\n",
    },
    "odoo": {
        "partners": "External ID,Name,Is a Company\np.1,Panadería Soriana,True\np.2,Ana Ferrer,False\n",
    },
    "espocrm": {
        "Account": "id,name,website,emailAddress\na1,Panadería Soriana,,\n",
        "Contact": "id,firstName,lastName,accountId\nc1,Ana,Ferrer,a1\n",
    },
}
DEALS = {
    "hubspot": (
        "Record ID,Deal Name,Deal Stage,Amount,Currency,Close Date,Create Date,Deal owner,Associated Contact IDs,"
        "Associated Company IDs,Closed Lost Reason,Deal probability\n"
        "61,Open one,Proposal,12000.50,USD,2030-06-01,2022-01-05 10:30,Alice,501;502,9001,,0.4\n"
        "62,Won one,Closed Won,900,,2022-05-01,2022-01-05 10:30,Alice,501,9001,,1\n"
        "63,Lost one,Closed Lost,70,,2022-05-02,2022-01-06 10:30,Alice,,9001,Too dear,0\n"
    ),
    "salesforce": (
        "Id,IsDeleted,AccountId,ContactId,Name,StageName,Amount,CurrencyIsoCode,CloseDate,CreatedDate,OwnerId,IsWon\n"
        "006A1,0,001Ax00000Firm1IAB,003Ax00000Pers1IAB,Open one,Proposal,12000.50,USD,2030-06-01,"
        "2022-01-05T10:30:00.000Z,Alice,0\n"
        "006A2,0,001Ax00000Firm1IAB,003Ax00000Pers1IAB,Won one,Closed Won,900,,2022-05-01,,Alice,1\n"
        "006A3,0,001Ax00000Firm1IAB,,Lost one,Closed Lost,70,,2022-05-02,,Alice,0\n"
        "006A4,1,001Ax00000Firm1IAB,,Thrown away,Proposal,70,,2022-05-02,,Alice,0\n"
    ),
    "pipedrive": (
        "Deal - ID,Deal - Title,Deal - Value,Deal - Currency of Value,Deal - Organization,Deal - Contact person,"
        "Deal - Stage,Deal - Status,Deal - Expected close date,Deal - Deal created,Deal - Owner,Deal - Lost reason\n"
        "71,Open one,12000.50,USD,Panadería Soriana,Ana Ferrer,Proposal,Open,2030-06-01,2022-01-05 10:30:00,Alice,\n"
        "72,Won one,900,,Panadería Soriana,Ana Ferrer,Proposal,Won,2022-05-01,,Alice,\n"
        "73,Lost one,70,,Panadería Soriana,,Demo,Lost,2022-05-02,,Alice,Too dear\n"
    ),
    "odoo": (
        "External ID,Opportunity,Customer/External ID,Expected Revenue,Currency,Stage,Active,Expected Closing,"
        "Created on,Salesperson,Lost Reason\n"
        "l.1,Open one,p.2,12000.50,USD,Proposal,True,2030-06-01,2022-01-05 10:30:00,Alice,\n"
        "l.2,Won one,p.1,900,,Won,True,2022-05-01,,Alice,\n"
        "l.3,Lost one,p.1,70,,Demo,False,2022-05-02,,Alice,Too dear\n"
    ),
    "espocrm": (
        "id,name,stage,closeDate,amount,amountCurrency,accountId,contactId,assignedUserName,createdAt\n"
        "o1,Open one,Proposal,2030-06-01,12000.50,USD,a1,c1,Alice,2022-01-05 10:30:00\n"
        "o2,Won one,Closed Won,2022-05-01,900,,a1,c1,Alice,\n"
        "o3,Lost one,Closed Lost,2022-05-02,70,,a1,,Alice,\n"
    ),
}
EVERY = list(DEALS)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRATO_HOME", str(tmp_path))


def files(system: str, *, deals: str = "") -> Files:
    return given(**PEOPLE[system], deals=deals or DEALS[system])


def told(move: Move) -> dict[str, tuple[int, int, int]]:
    return {
        f"{one.kind} {one.arrangement.get('fixed', {}).get('state', '')}".strip(): (
            one.created_count,
            one.updated_count,
            one.failed_count,
        )
        for one in files_of_move(move)
        if one.kind == "deal"
    }


def refused(move: Move) -> list[str]:
    return [f"{each.cells[0]}: {each.problems}" for one in files_of_move(move) for each in one.refusals.all()]


@pytest.mark.parametrize("system", EVERY)
def test_deals_come_in_where_they_stood_open_won_and_lost(system: str, as_alice: Actor, alice: User) -> None:
    move = moved(system, files(system), by=as_alice)
    assert refused(move) == []
    assert told(move) == {"deal": (1, 0, 0), "deal won": (1, 0, 0), "deal lost": (1, 0, 0)}
    open_one, won, lost = (Deal.objects.get(name=f"{each} one") for each in ("Open", "Won", "Lost"))
    assert (open_one.stage_id, open_one.state, won.state, lost.state) == ("proposal", "open", "won", "lost")
    assert (open_one.amount, open_one.amount_currency) == (Decimal("12000.50"), "USD")
    assert (won.amount, won.amount_currency) == (Decimal(900), "EUR")
    assert (open_one.close_on, open_one.begun_on) == (date(2030, 6, 1), date(2022, 1, 5))
    assert won.closed_at is not None
    assert won.closed_at.date() == date(2022, 5, 1)
    assert {each.owner for each in (open_one, won, lost)} == {alice}
    assert lost.lost_reason == ("Too dear" if "ost reason" in DEALS[system].casefold() else "")


@pytest.mark.parametrize("system", EVERY)
def test_deals_stay_with_the_company_and_the_people_they_were_with(system: str, as_alice: Actor) -> None:
    moved(system, files(system), by=as_alice)
    open_one, lost = Deal.objects.get(name="Open one"), Deal.objects.get(name="Lost one")
    ana, bakery = Contact.objects.get(name="Ana Ferrer"), Company.objects.get(name="Panadería Soriana")
    assert (open_one.contact, lost.contact, lost.company) == (ana, None, bakery)
    # In Odoo the customer of a deal is one of the two.
    assert open_one.company == (None if system == "odoo" else bakery)


@pytest.mark.parametrize("system", EVERY)
def test_a_day_later_deals_are_changed_and_none_is_doubled(system: str, as_alice: Actor) -> None:
    moved(system, files(system), by=as_alice)
    won = {"salesforce": "Closed Won", "pipedrive": "Proposal", "odoo": "Won"}.get(system, "Closed Won")
    later = DEALS[system].replace("Open one", "Won at last").replace(",Open,", ",Won,")
    first, _comma, rest = later.partition("Won at last")
    later = f"{first}Won at last{rest.replace('Proposal', won, 1)}"
    again = moved(system, files(system, deals=later), by=as_alice)
    assert refused(again) == []
    assert told(again) == {"deal": (0, 0, 0), "deal won": (0, 1, 0), "deal lost": (0, 0, 0)}
    assert sorted(Deal.objects.values_list("name", "state")) == [
        ("Lost one", "lost"),
        ("Won at last", "won"),
        ("Won one", "won"),
    ]


def test_all_people_of_a_deal_have_a_say_and_the_first_is_its_contact(as_alice: Actor) -> None:
    moved("hubspot", files("hubspot"), by=as_alice)
    deal = Deal.objects.get(name="Open one")
    names = DealContact.objects.filter(deal=deal).order_by("place").values_list("contact__name", flat=True)
    assert (deal.contact.name, list(names)) == ("Ana Ferrer", ["Ana Ferrer", "Luis Cano"])


def test_one_of_several_people_who_is_known_is_enough(as_alice: Actor) -> None:
    deals = "Record ID,Deal Name,Deal Stage,Associated Contact IDs\n61,Roof,Demo,599;502\n62,Wall,Demo,598\n"
    move = moved("hubspot", files("hubspot", deals=deals), by=as_alice)
    assert [each.name for each in Deal.objects.all()] == ["Roof"]
    assert Deal.objects.get().contact.name == "Luis Cano"
    (why,) = refused(move)
    assert "Nobody you see is known by “598”." in why
    assert "Associated Contact IDs" in why


def asked(move: Move) -> dict[str, list[str]]:
    return {
        str(one.id): [each.word for each in unknown_words(one)] for one in files_of_move(move) if one.kind == "deal"
    }


STRANGE = (
    "Record ID,Deal Name,Deal Stage,Pipeline,Amount\n61,Roof,Contract sent,Old world,10\n"
    "62,Wall,Contract sent,Old world,20\n63,Door,Closed Won,Old world,30\n"
)


def said(move: Move, by: Actor, **codes: str) -> None:
    """Of the first file alone."""
    one = Import.objects.filter(move=move, kind="deal").order_by("place", "file_name", "id")[0]
    words = {(each.field.name, each.word): codes[each.field.name] for each in unknown_words(one)}
    choose_words_of(move.id, one.id, words, by=by)


def test_stages_that_nobody_knows_here_are_asked_for_once(as_alice: Actor) -> None:
    move = start_move("hubspot", files("hubspot", deals=STRANGE), by=as_alice)
    assert sorted(asked(move).values()) == [["Contract sent", "Old world"], ["Old world"]]
    said(move, as_alice, stage="negotiation", pipeline="")
    choose_people(move.id, dict.fromkeys(move.people, ""), by=as_alice)
    brought_in(move, by=as_alice)
    stages = dict(Deal.objects.values_list("name", "stage_id"))
    assert stages == {"Roof": "negotiation", "Wall": "negotiation", "Door": "won"}


def test_a_stage_of_the_other_program_can_be_made_here(as_ada: Actor) -> None:
    move = start_move("hubspot", files("hubspot", deals=STRANGE), by=as_ada)
    said(move, as_ada, stage="+", pipeline="")
    brought_in(move, by=as_ada)
    assert Deal.objects.get(name="Roof").stage.name == "Contract sent"
    assert Stage.objects.filter(name="Contract sent").count() == 1


def test_who_may_not_make_stages_cannot_make_them_by_moving_in(as_alice: Actor) -> None:
    move = start_move("hubspot", files("hubspot", deals=STRANGE), by=as_alice)
    with pytest.raises(NotAllowed):
        said(move, as_alice, stage="+", pipeline="")


def test_a_move_with_deals_is_taken_back_as_one(as_alice: Actor) -> None:
    move = moved("hubspot", files("hubspot"), by=as_alice)
    assert Deal.objects.filter(deleted_at=None).count() == 3
    assert move.change_set is not None
    undo(ChangeSet.objects.get(pk=move.change_set.pk).id, by=as_alice)
    living = [model.objects.filter(deleted_at=None).count() for model in (Deal, Contact, Company)]
    assert living == [0, 0, 0]


PRODUCTS = {
    "hubspot": "Record ID,Name,SKU,Unit price,Currency\n1,Drip line,DL-1,12.50,USD\n",
    "salesforce": "Id,Name,ProductCode,Family,IsActive,IsDeleted\n01tA1,Drip line,DL-1,Pipes,1,0\n01tA2,Gone,G,,1,1\n",
    "pipedrive": "Product - ID,Product - Name,Product - Product code,Product - Unit\n1,Drip line,DL-1,m\n",
    "odoo": "External ID,Name,Internal Reference,Sales Price,Cost\nt.1,Drip line,DL-1,12.50,4\n",
    "espocrm": "id,name,partNumber,listPrice,listPriceCurrency\np1,Drip line,DL-1,12.50,USD\n",
}


@pytest.mark.parametrize("system", list(PRODUCTS))
def test_products_come_in_before_deals_and_are_known_again_by_their_ids(system: str, as_ada: Actor) -> None:
    move = moved(system, given(products=PRODUCTS[system], **PEOPLE[system], deals=DEALS[system]), by=as_ada)
    assert refused(move) == []
    kinds = [one.kind for one in files_of_move(move)]
    assert kinds.index("product") < kinds.index("deal")
    product = Product.objects.get()
    assert (product.name, product.sku) == ("Drip line", "DL-1")
    if "12.50" in PRODUCTS[system]:
        currency = "USD" if "USD" in PRODUCTS[system] else "EUR"
        assert (product.list_price, product.list_price_currency) == (Decimal("12.50"), currency)
    renamed = PRODUCTS[system].replace("Drip line", "Dripper line")
    moved(system, given(products=renamed), by=as_ada)
    assert [each.name for each in Product.objects.all()] == ["Dripper line"]
