"""Links between the records of a set stay whatever way the other program writes its ids."""

from pathlib import Path

import pytest

from trato.customers.moving_in.systems.salesforce import full_id
from trato.customers.public import Activity, Company, Consent, Contact, ContactRelation, Note, Task, create_purpose
from trato.customers.tests.moving import brought_in, given, moved
from trato.foundation.moving_in.public import Move, choose_people, files_of_move, start_move
from trato.foundation.public import Actor, User

pytestmark = pytest.mark.usefixtures("alice")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRATO_HOME", str(tmp_path))


def refused(move: Move) -> list[tuple[str, str]]:
    return [
        (each["value"], each["reason"])
        for one in files_of_move(move)
        for row in one.refusals.order_by("line")
        for each in row.problems
    ]


def kinds(move: Move) -> dict[str, int]:
    return {one.kind: one.created_count for one in files_of_move(move)}


class TestIdsOfSalesforce:
    """Reports have ids of 15 letters, in which capitals count; exports have 18, in which they do not."""

    @pytest.mark.parametrize(
        ("short", "full"),
        [
            ("001A0000006Vm9r", "001A0000006Vm9rIAC"),
            ("0017F00000AZ0qQ", "0017F00000AZ0qQQAT"),
            ("00190000001pPvH", "00190000001pPvHAAU"),
            ("000000000000000", "000000000000000AAA"),
            ("AAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAA555"),
        ],
    )
    def test_the_long_form_of_a_short_one(self, short: str, full: str) -> None:
        assert full_id(short) == full
        assert full_id(full) == full

    def test_several_in_one_cell_and_other_words_beside_them(self) -> None:
        assert full_id("001A0000006Vm9r; 003x") == "001A0000006Vm9rIAC; 003x"
        assert full_id("") == ""
        assert full_id("Panadería Soriana") == "Panadería Soriana"

    def test_a_report_beside_an_export_is_linked(self, as_alice: Actor) -> None:
        move = moved(
            "salesforce",
            given(
                Account="Id,Name,BillingStreet\n001A0000006Vm9rIAC,Panadería,\n",
                Contact="Id,LastName,AccountId\n003A0000006Vm9r,Ferrer,001A0000006Vm9r\n",
                Task="Id,WhoId,WhatId,Subject,ActivityDate,Status\n"
                "00TA0000006Vm9r,003A0000006Vm9rIAC,001A0000006Vm9r,Ring her,2030-05-01,Not Started\n",
            ),
            by=as_alice,
        )
        assert refused(move) == []
        ferrer = Contact.objects.get()
        assert [each.company.name for each in ferrer.positions.all()] == ["Panadería"]
        task = Task.objects.get()
        assert (task.contact, task.company.name) == (ferrer, "Panadería")

    def test_a_second_set_with_the_other_form_doubles_nothing(self, as_alice: Actor) -> None:
        for company, contact, task in (
            ("001A0000006Vm9rIAC", "003A0000006Vm9rIAC", "00TA0000006Vm9rMAC"),
            ("001A0000006Vm9r", "003A0000006Vm9r", "00TA0000006Vm9r"),
        ):
            moved(
                "salesforce",
                given(
                    Account=f"Id,Name,BillingStreet\n{company},Panadería,\n",
                    Contact=f"Id,LastName,AccountId\n{contact},Ferrer,{company}\n",
                    Task=f"Id,WhoId,Subject,ActivityDate,Status\n{task},{contact},Ring,2030-05-01,Open\n",
                ),
                by=as_alice,
            )
        assert [model.objects.count() for model in (Company, Contact, Task)] == [1, 1, 1]

    def test_two_that_differ_by_a_capital_alone_are_two(self, as_alice: Actor) -> None:
        accounts = "Id,Name,BillingStreet\n001A0000006Vm9r,One,\n001A0000006Vm9R,Two,\n"
        contacts = "Id,LastName,AccountId\n003A0000006Vm9r,Ferrer,001A0000006Vm9R\n"
        moved("salesforce", given(Account=accounts, Contact=contacts), by=as_alice)
        assert Company.objects.count() == 2
        assert [each.company.name for each in Contact.objects.get().positions.all()] == ["Two"]

    def test_owners_are_known_by_either_form(self, as_alice: Actor, alice: User, bob: User) -> None:
        users = "Id,Username,Email,Name\n005A0000006Vm9rIAC,x,alice@acequia.example,A\n005A0000006Vm9QIAS,y,,Zed\n"
        accounts = "Id,Name,OwnerId,ParentId\n001A1,One,005A0000006Vm9r,\n001A2,Two,005A0000006Vm9Q,\n"
        move = start_move("salesforce", given(User=users, Account=accounts), by=as_alice)
        (unknown,) = [key for key, each in move.people.items() if each["user"] is None]
        assert move.people[unknown]["called"] == "Zed"
        choose_people(move.id, {unknown: str(bob.id)}, by=as_alice)
        brought_in(move, by=as_alice)
        owners = {each.name: each.owner for each in Company.objects.all()}
        assert owners == {"One": alice, "Two": bob}


class TestParentsOfCompanies:
    FILE = (
        "Id,Name,BillingStreet,ParentId\n001A1,Daughter,,001A3\n001A2,Granddaughter,,001A1\n001A3,Mother,,\n"
        "001A4,Orphan,,001A9\n"
    )

    def test_are_found_by_their_ids_wherever_they_stand_in_the_file(self, as_alice: Actor) -> None:
        move = moved("salesforce", given(Account=self.FILE), by=as_alice)
        parents = {each.name: each.parent and each.parent.name for each in Company.objects.all()}
        assert parents == {"Daughter": "Mother", "Granddaughter": "Daughter", "Mother": None, "Orphan": None}
        assert refused(move) == [("001A9", "Nobody you see is known by “001A9”.")]

    def test_who_is_named_by_an_id_alone_is_not_made(self, as_alice: Actor) -> None:
        moved("salesforce", given(Account=self.FILE), by=as_alice)
        assert Company.objects.count() == 4

    def test_are_found_in_the_set_of_the_day_before(self, as_alice: Actor) -> None:
        moved("salesforce", given(Account="Id,Name,BillingStreet\n001A3,Mother,\n"), by=as_alice)
        move = moved("salesforce", given(Account="Id,Name,BillingStreet,ParentId\n001A1,New,,001A3\n"), by=as_alice)
        assert refused(move) == []
        assert Company.objects.get(name="New").parent.name == "Mother"

    def test_a_ring_is_told_and_the_companies_are_there(self, as_alice: Actor) -> None:
        ring = "Id,Name,BillingStreet,ParentId\n001A1,One,,001A2\n001A2,Two,,001A1\n"
        move = moved("salesforce", given(Account=ring), by=as_alice)
        assert Company.objects.count() == 2
        assert len(refused(move)) == 1
        assert Company.objects.exclude(parent=None).count() == 1

    def test_of_two_companies_of_one_name_the_id_says_which(self, as_alice: Actor) -> None:
        twins = (
            "External ID,Name,Is a Company,Related Company/External ID\np.1,Taller,True,\np.2,Taller,True,\n"
            "p.3,Duero,True,p.2\n"
        )
        move = moved("odoo", given(partners=twins), by=as_alice)
        assert refused(move) == []
        parent = Company.objects.get(name="Duero").parent
        assert parent.identities.filter(value="p.2").exists()


class TestWhoIsWhat:
    def test_who_reports_to_whom_comes_out_of_the_contacts_of_salesforce(self, as_alice: Actor) -> None:
        contacts = "Id,LastName,AccountId,ReportsToId\n003A1,Worker,,003A2\n003A2,Boss,,\n"
        move = moved("salesforce", given(Contact=contacts), by=as_alice)
        assert kinds(move) == {"contact": 2, "relation": 1}
        relation = ContactRelation.objects.get()
        assert (relation.contact.name, relation.type.name, relation.other.name) == ("Worker", "reports to", "Boss")

    def test_a_file_in_which_nobody_reports_to_anybody_is_not_asked_about(self, as_alice: Actor) -> None:
        move = moved("salesforce", given(Contact="Id,LastName,AccountId,ReportsToId\n003A1,Boss,,\n"), by=as_alice)
        assert kinds(move) == {"contact": 1}

    def test_notes_and_tasks_of_odoo_are_about_a_person_or_a_company(self, as_alice: Actor) -> None:
        partners = "External ID,Name,Is a Company\np.1,Panadería,True\np.2,Ana,False\n"
        notes = "External ID,Date,Author,Contents,Contact/External ID\n" + "".join(
            f"n.{number},2022-03-01,Alice,Note {number},{whose}\n" for number, whose in enumerate(["p.1", "p.2", "p.9"])
        )
        tasks = "External ID,Activity Type,Summary,Due Date,Contact/External ID\nt.1,To-Do,Ring them,2030-05-01,p.1\n"
        move = moved("odoo", given(partners=partners, notes=notes, tasks=tasks), by=as_alice)
        about = {each.body: (each.contact, each.company) for each in Note.objects.all()}
        ana, bakery = Contact.objects.get(), Company.objects.get()
        assert about == {"Note 0": (None, bakery), "Note 1": (ana, None)}
        assert refused(move) == [("p.9", "Nobody you see is known by “p.9”.")]
        assert Task.objects.get().company == bakery

    def test_the_first_of_two_columns_for_a_company_that_is_filled_counts(self, as_alice: Actor) -> None:
        companies = "Record ID,Company name\n9001,One\n9002,Two\n"
        contacts = (
            "Record ID,Email,Primary Associated Company ID,Associated Company IDs\n"
            "1,a@x.example,9002,9001\n2,b@x.example,,9001\n"
        )
        moved("hubspot", given(companies=companies, contacts=contacts), by=as_alice)
        firms = {
            each.identities.get(kind="email").value: [position.company.name for position in each.positions.all()]
            for each in Contact.objects.all()
        }
        assert firms == {"a@x.example": ["Two"], "b@x.example": ["One"]}


class TestMailchimpInOneFile:
    HEADER = "Email Address,First Name,MEMBER_RATING,{column},LAST_CHANGED\n"
    ROWS = (
        "a@x.example,A,2,Subscribed,2022-03-31 10:00:00\nb@x.example,B,2,Unsubscribed,2022-03-31 10:00:00\n"
        "c@x.example,C,2,Cleaned,2022-03-31 10:00:00\nd@x.example,D,2,Non-Subscribed,2022-03-31 10:00:00\n"
    )

    @pytest.fixture
    def purpose(self, as_ada: Actor) -> None:
        create_purpose(code="news", label="News", channels=["email"], wordings={"en": "News?"}, by=as_ada)

    @pytest.mark.usefixtures("purpose")
    @pytest.mark.parametrize("column", ["Status", "Email Marketing Status", "MEMBER_STATUS"])
    def test_a_column_says_what_people_agreed_to(self, as_alice: Actor, column: str) -> None:
        move = moved("mailchimp", given(audience=self.HEADER.format(column=column) + self.ROWS), by=as_alice)
        assert kinds(move) == {"contact": 4, "consent": 3}
        names = {each.id: each.name for each in Contact.objects.all()}
        told = {names[each.contact_id]: each.state for each in Consent.objects.all()}
        assert told == {"A": "given", "B": "withdrawn", "C": "withdrawn"}

    @pytest.mark.usefixtures("purpose")
    def test_a_withdrawal_of_the_day_after_is_taken_and_a_consent_of_the_day_before_is_not(
        self, as_alice: Actor
    ) -> None:
        first = self.HEADER.format(column="Status")
        day = "a@x.example,A,2,{state},2022-0{month}-01 10:00:00\n"
        moved("mailchimp", given(one=first + day.format(state="Subscribed", month=3)), by=as_alice)
        moved("mailchimp", given(two=first + day.format(state="Unsubscribed", month=5)), by=as_alice)
        moved("mailchimp", given(three=first + day.format(state="Subscribed", month=4)), by=as_alice)
        assert Contact.objects.count() == 1
        standing = list(Consent.objects.order_by("at").values_list("state", flat=True))
        assert standing[-1] == "withdrawn"


def test_activities_of_a_program_without_any_are_not_looked_for(as_alice: Actor) -> None:
    tasks = "Activity - Subject,Activity - Type,Activity - Done,Activity - Due date\nSend,Task,To do,2030-05-01\n"
    move = moved("pipedrive", given(activities=tasks), by=as_alice)
    assert kinds(move) == {"task": 1}
    assert not Activity.objects.exists()
