"""Two records are made one on a page, with a choice for each value, and parted again with a look at what goes back."""

import re
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from trato.customers.public import Contact, Merge, create_contacts, merge_contacts, update_contacts, write_note
from trato.foundation.public import Actor, ChangeSet, RecordUpdate, User


@pytest.fixture
def twin(nuria: Contact, as_alice: Actor) -> Contact:
    facts = {
        "name": "Núria Bosch i Pla",
        "email": "nuria@home.example",
        "source": "Fair",
        "lifecycle_stage": "customer",
    }
    (saved,) = create_contacts([facts], by=as_alice)
    return Contact.objects.get(pk=saved.id)


@pytest.fixture
def page(alice: User) -> Client:
    client = Client()
    client.force_login(alice)
    return client


def text(answer: Any) -> str:
    return str(answer.content.decode())


def chosen(said: str) -> dict[str, str]:
    """Which side each group of buttons has chosen."""
    buttons = re.findall(r'<input [^>]*type="radio"[^>]*>', said)
    on = [each for each in buttons if " checked" in each]
    return {re.search(r'name="value\.(\w+)"', each)[1]: re.search(r'value="(\w+)"', each)[1] for each in on}  # type: ignore[index]


def versions(said: str) -> dict[str, str]:
    return dict(re.findall(r'name="(version\.\w+)" value="(\d+)"', said))


def test_the_record_page_leads_to_the_other_record_by_search(page: Client, nuria: Contact, twin: Contact) -> None:
    assert f"/merging/contacts/{nuria.id}/" in text(page.get(f"/contacts/{nuria.id}/"))

    said = text(page.get(f"/merging/contacts/{nuria.id}/", {"q": "home.example"}))

    assert f"?with={twin.id}" in said
    assert f"?with={nuria.id}" not in said


def test_both_values_stand_beside_each_other_with_a_sensible_choice(
    page: Client, nuria: Contact, twin: Contact
) -> None:
    said = text(page.get(f"/merging/contacts/{nuria.id}/", {"with": str(twin.id)}))

    assert chosen(said) == {"name": "other", "source": "other", "lifecycle_stage": "this"}
    assert "nuria@bakery.example" in said
    assert "nuria@home.example" in said
    assert said.count("both kept") >= 1


def test_the_choices_are_what_is_merged(page: Client, nuria: Contact, twin: Contact) -> None:
    given = {"other": str(twin.id), "value.name": "this", "value.source": "other", "value.lifecycle_stage": "other"}

    answer = page.post(f"/merging/contacts/{nuria.id}/", given, follow=True)

    nuria.refresh_from_db()
    assert answer.redirect_chain == [(f"/contacts/{nuria.id}/", 302)]
    assert (nuria.name, nuria.source, nuria.lifecycle_stage) == ("Núria Bosch", "Fair", "customer")
    assert "They are one record now." in text(answer)


def test_the_toast_takes_it_back(page: Client, nuria: Contact, twin: Contact) -> None:
    page.post(f"/merging/contacts/{nuria.id}/", {"other": str(twin.id), "value.name": "other"})
    one = ChangeSet.objects.get(kind="merge")

    page.post(f"/change-sets/{one.id}/undo/")

    nuria.refresh_from_db()
    twin.refresh_from_db()
    assert (nuria.name, twin.is_standing) == ("Núria Bosch", True)
    assert "Undo: Merge: 1 contact" in text(page.get("/change-sets/"))


def test_an_undone_unmerge_merges_again_with_the_same_choices(page: Client, nuria: Contact, twin: Contact) -> None:
    page.post(f"/merging/contacts/{nuria.id}/", {"other": str(twin.id), "value.name": "other"})
    page.post(f"/merging/contacts/{twin.id}/unmerge/")
    one = ChangeSet.objects.get(kind="unmerge")

    page.post(f"/change-sets/{one.id}/undo/")

    nuria.refresh_from_db()
    assert nuria.name == "Núria Bosch i Pla"
    assert Merge.objects.get().absorbed_id == twin.id


def test_what_somebody_changed_meanwhile_is_looked_at_first(
    page: Client, nuria: Contact, twin: Contact, as_ada: Actor
) -> None:
    seen = versions(text(page.get(f"/merging/contacts/{nuria.id}/", {"with": str(twin.id)})))
    update_contacts([RecordUpdate(id=twin.id, values={"name": "Núria Pla"})], by=as_ada)

    answer = page.post(f"/merging/contacts/{nuria.id}/", {"other": str(twin.id), "value.name": "other", **seen})

    assert answer.status_code == 409
    assert "Núria Pla" in text(answer)
    assert not Merge.objects.exists()


def test_the_panel_lists_what_was_merged_and_leads_out_again(
    page: Client, nuria: Contact, twin: Contact, as_alice: Actor
) -> None:
    merge_contacts({twin.id: nuria.id}, by=as_alice, sides={"name": "other"})

    said = text(page.get(f"/contacts/{nuria.id}/")).partition('id="panels"')[2]

    assert "Merged records" in said
    assert f"/merging/contacts/{twin.id}/unmerge/" in said


def test_the_preview_says_what_goes_back_and_what_stays(
    page: Client, nuria: Contact, twin: Contact, as_alice: Actor
) -> None:
    merge_contacts({twin.id: nuria.id}, by=as_alice, sides={"name": "other", "source": "other"})
    update_contacts([RecordUpdate(id=nuria.id, values={"source": "Letter"})], by=as_alice)

    said = text(page.get(f"/merging/contacts/{twin.id}/unmerge/"))

    back, _mark, stays = said.partition("What stays")
    assert "Núria Bosch i Pla" in back
    assert "Edited since the merge" in stays
    page.post(f"/merging/contacts/{twin.id}/unmerge/")
    nuria.refresh_from_db()
    assert (nuria.name, nuria.source) == ("Núria Bosch", "Letter")


def test_the_story_is_of_both_and_afterwards_of_each(
    page: Client, nuria: Contact, twin: Contact, as_alice: Actor
) -> None:
    write_note("To her home", by=as_alice, contact_id=twin.id)
    merge_contacts({twin.id: nuria.id}, by=as_alice)

    together = text(page.get(f"/contacts/{nuria.id}/"))
    page.post(f"/merging/contacts/{twin.id}/unmerge/")
    apart = {each.id: text(page.get(f"/contacts/{each.id}/")) for each in (nuria, twin)}

    assert "To her home" in together
    assert "into this contact" in together
    assert ("To her home" in apart[nuria.id], "To her home" in apart[twin.id]) == (False, True)
    assert all("unmerged" in each for each in apart.values())


def test_two_of_a_list_are_compared_and_several_merged_into_one(
    page: Client, nuria: Contact, twin: Contact, as_alice: Actor
) -> None:
    (third,) = create_contacts([{"name": "N. B."}], by=as_alice)
    two = page.post("/merging/contacts/chosen/", {"ids": f"{nuria.id},{twin.id}"})
    ids = f"{nuria.id},{twin.id},{third.id}"
    three = text(page.post("/merging/contacts/chosen/", {"ids": ids}))

    page.post("/merging/contacts/many/", {"ids": ids, "into": str(nuria.id)})

    assert two["Location"] == f"/merging/contacts/{nuria.id}/?with={twin.id}"
    assert "Which one stays?" in three
    assert set(Merge.objects.values_list("into_id", flat=True)) == {nuria.id}
    assert Merge.objects.count() == 2


def test_many_merges_are_undone_together(page: Client, as_alice: Actor) -> None:
    ids = [
        each.id for each in create_contacts([{"name": f"Eva {n}", "source": f"S{n}"} for n in range(5)], by=as_alice)
    ]
    page.post("/merging/contacts/many/", {"ids": ",".join(map(str, ids)), "into": str(ids[2])})
    one = ChangeSet.objects.get(kind="merge")
    assert Contact.objects.filter(pk__in=ids, is_standing=True).count() == 1

    page.post(f"/change-sets/{one.id}/undo/")

    assert Contact.objects.filter(pk__in=ids, is_standing=True).count() == 5
    assert ChangeSet.objects.get(undoes=one).counts["refused"] == 0


@pytest.mark.parametrize("ids", ["", "x", "01a20000-0000-7000-8000-000000000000", ",".join(["x"] * 60)])
def test_a_selection_that_is_none_says_so(page: Client, ids: str) -> None:
    assert page.post("/merging/contacts/chosen/", {"ids": ids}).status_code == 422


@pytest.mark.parametrize("kind", ["tasks", "users", "nothing"])
def test_other_kinds_are_not_merged(page: Client, kind: str) -> None:
    assert page.get(f"/merging/{kind}/{UUID(int=1)}/").status_code == 404


def test_who_sees_the_root_is_told_what_its_members_did(
    page: Client, nuria: Contact, as_bob: Actor, as_ada: Actor
) -> None:
    (bobs,) = create_contacts([{"name": "Of the south"}], by=as_bob)
    merge_contacts({bobs.id: nuria.id}, by=as_ada)

    said = text(page.get(f"/contacts/{nuria.id}/"))

    assert "<b>Bob</b> added" in said
    assert "Of the south" in said
