"""Fields that people make in the settings, and what becomes of them on pages."""

from django.test import Client
from django.urls import reverse

from trato.customers.public import create_contacts
from trato.customers.tests.made_fields import made, option_ids, value_of
from trato.foundation.fields.public import CustomField
from trato.foundation.public import Actor, LoggedEvent, Role, User, record_kind


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_field_is_made_on_the_settings_page(ada: User) -> None:
    page = as_(ada)
    assert "Many choices" in page.get(reverse("web:new_field", args=["contact"])).content.decode()
    address = reverse("web:new_field", args=["contact"]) + "?type=choice"
    assert page.get(address).status_code == 200
    answer = page.post(address, {"label": "Size", "section": "Shop", "more": "Small\n\nLarge", "is_listed": "on"})
    assert answer.status_code == 302
    spec = record_kind("contact").by_name["size"]
    assert ([label for _code, label in spec.choices], spec.section) == (["Small", "Large"], "Shop")
    assert LoggedEvent.objects.filter(kind="foundation.field_made").count() == 1
    shown = page.get(reverse("web:fields")).content.decode()
    assert "Size" in shown
    assert "Choice" in shown


def test_what_is_wrong_stands_at_its_input_and_what_was_typed_stays(ada: User) -> None:
    address = reverse("web:new_field", args=["contact"]) + "?type=formula"
    answer = as_(ada).post(address, {"label": "Doubled", "formula": "{nothing} * 2"})
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "There is no field “nothing”." in shown
    assert "{nothing} * 2" in shown
    assert not CustomField.objects.exists()


def test_who_may_not_make_fields_is_told_so(alice: User) -> None:
    assert as_(alice).get(reverse("web:fields")).status_code == 403
    assert as_(alice).post(reverse("web:new_field", args=["contact"]) + "?type=text", {"label": "X"}).status_code == 403


def test_options_are_renamed_ordered_and_taken_out(ada: User, as_ada: Actor) -> None:
    size = made("Size", "choice", by=as_ada, options=["Small", "Middle", "Large"])
    (nuria,) = create_contacts([{"name": "Nuria", "size": "Middle"}], by=as_ada)
    ids = option_ids(size)
    given = {"label": "Size", "more": "Huge"}
    for label, place, name in (("Small", 3, "Tiny"), ("Middle", 2, "Middle"), ("Large", 1, "Large")):
        prefix = f"option_{ids[label].replace('-', '')}_"
        given |= {f"{prefix}label": name, f"{prefix}place": str(place)}
    given[f"option_{ids['Middle'].replace('-', '')}_gone"] = "on"
    assert as_(ada).post(reverse("web:field", args=[size.id]), given).status_code == 302
    spec = record_kind("contact").by_name["size"]
    assert [label for _code, label in spec.choices] == ["Large", "Tiny", "Huge"]
    record = reverse("web:record", args=["contacts", nuria.id])
    assert "Middle" in as_(ada).get(record).content.decode()


def test_a_value_is_edited_where_it_is_read(ada: User, as_ada: Actor) -> None:
    made("Size", "choice", by=as_ada, options=["Small", "Large"])
    made("Points", "number", by=as_ada)
    made("Seen", "yes_no", by=as_ada)
    made("Colours", "choices", by=as_ada, options=["Red", "Green"])
    (nuria,) = create_contacts([{"name": "Nuria"}], by=as_ada)
    page, fields = as_(ada), record_kind("contact").by_name
    codes = {label: code for name in ("size", "colours") for code, label in fields[name].choices}
    record = reverse("web:record", args=["contacts", nuria.id])
    for name, given in (
        ("size", {"value": codes["Large"]}),
        ("points", {"value": "1,234.5"}),
        ("seen", {"value": "no"}),
        ("colours", {"kept": [codes["Green"]]}),
    ):
        assert page.get(f"{record}fields/{name}/").status_code == 200
        answer = page.post(f"{record}fields/{name}/", given, headers={"HX-Request": "true"})
        assert answer.status_code == 200, answer.content.decode()[:500]
    assert value_of(nuria.id, "colours", seen_by=as_ada) == [codes["Green"]]
    assert value_of(nuria.id, "seen", seen_by=as_ada) is False
    shown = page.get(record).content.decode()
    assert "Large" in shown
    assert "1234.5" in shown
    assert "Green" in shown


def test_a_list_shows_filters_groups_and_lays_out_by_it(ada: User, as_ada: Actor) -> None:
    made("Size", "choice", by=as_ada, options=["Small", "Large"], is_listed=True)
    made("Since", "date", by=as_ada)
    create_contacts([{"name": "Ann", "size": "Small", "since": "2026-11-05"}, {"name": "Ben"}], by=as_ada)
    address, page = reverse("web:list", args=["contacts"]), as_(ada)
    code = record_kind("contact").by_name["size"].choices[0][0]
    plain = page.get(address).content.decode()
    assert "Size" in plain
    assert "Small" in plain
    filtered = page.get(address, {"size": code}).content.decode()
    assert "Ann" in filtered
    assert ">Ben<" not in filtered
    for asked in ({"group": "size"}, {"layout": "board", "by": "size"}, {"layout": "calendar", "by": "since"}):
        assert page.get(address, asked).status_code == 200, asked
    assert page.get(address, {"sort": "since", "columns": "name,size,since"}).status_code == 200


def test_an_archived_field_breaks_no_view_that_names_it(ada: User, as_ada: Actor) -> None:
    size = made("Size", "choice", by=as_ada, options=["Small", "Large"])
    create_contacts([{"name": "Ann", "size": "Small"}], by=as_ada)
    code = record_kind("contact").by_name["size"].choices[0][0]
    page = as_(ada)
    assert page.post(reverse("web:archive_field", args=[size.id])).status_code == 302
    asked = {"size": code, "sort": "size", "columns": "name,size", "group": "size"}
    assert page.get(reverse("web:list", args=["contacts"]), asked).status_code in (200, 302)
    assert page.post(reverse("web:unarchive_field", args=[size.id])).status_code == 302
    assert "Ann" in page.get(reverse("web:list", args=["contacts"]), {"size": code}).content.decode()


def test_a_dropped_field_is_counted_confirmed_and_gone(ada: User, as_ada: Actor) -> None:
    size = made("Size", "text", by=as_ada)
    create_contacts([{"name": "Ann", "size": "Small"}, {"name": "Ben"}], by=as_ada)
    page, address = as_(ada), reverse("web:drop_field", args=[size.id])
    assert "Archive the field first" in page.get(address).content.decode()
    page.post(reverse("web:archive_field", args=[size.id]))
    assert "1 record has a value" in page.get(address).content.decode()
    assert page.post(address, {"label": "Sice"}).status_code == 422
    assert page.post(address, {"label": "Size"}).status_code == 302
    assert not CustomField.objects.exists()


def test_a_role_that_does_not_see_it_sees_no_formula_of_it_either(
    ada: User, alice: User, seller: Role, as_ada: Actor, as_alice: Actor
) -> None:
    points = made("Points", "number", by=as_ada)
    made("Twice", "formula", by=as_ada, formula="{points} * 2")
    (nuria,) = create_contacts([{"name": "Nuria", "points": 21}], by=as_alice)
    record = reverse("web:record", args=["contacts", nuria.id])
    assert ">42<" in as_(alice).get(record).content.decode()
    limits = {f"role_{seller.pk.hex}": "hidden"}
    assert as_(ada).post(reverse("web:field_limits", args=[points.id]), limits).status_code == 302
    shown = as_(alice).get(record).content.decode()
    assert "Points" not in shown
    assert "Twice" not in shown
    assert ">42<" in as_(ada).get(record).content.decode()


def test_yes_and_no_are_filtered_by_and_said(ada: User, as_ada: Actor) -> None:
    made("Insured", "yes_no", by=as_ada)
    made("Weight", "number", by=as_ada)
    create_contacts([{"name": "Ann", "insured": "no", "weight": 1.5}, {"name": "Ben", "insured": "yes"}], by=as_ada)
    page, address = as_(ada), reverse("web:list", args=["contacts"])
    shown = page.get(address, {"insured": "no", "weight.least": "1.2"}).content.decode()
    assert "Ann" in shown
    assert ">Ben<" not in shown
    assert page.get(address, {"insured": "no"}, headers={"HX-Request": "true"}).status_code == 200
    menu = page.get(reverse("web:list_menu", args=["contacts", "filters"]), {"insured": "yes"})
    assert menu.status_code == 200


def test_a_record_cannot_be_made_quickly_without_what_is_required(ada: User, as_ada: Actor) -> None:
    made("Code", "text", by=as_ada, is_required=True)
    page = as_(ada)
    address = reverse("web:new", args=["contact"])
    assert "Code" in page.get(address).content.decode()
    refused = page.post(address, {"name": "Ann"})
    assert "“Code” cannot be empty." in refused.content.decode()
