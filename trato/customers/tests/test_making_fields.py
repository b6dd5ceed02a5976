"""Fields are made, changed, archived and dropped; what cannot be is refused in words."""

import uuid

import pytest
from django.db import connection

from trato.customers.public import create_contacts, update_contacts
from trato.customers.tests.made_fields import made, option_ids, value_of
from trato.foundation.fields.public import (
    CustomField,
    FieldFacts,
    FieldRefused,
    OptionFacts,
    archive_field,
    change_field,
    drop_field,
    order_fields,
    unarchive_field,
)
from trato.foundation.public import Actor, Change, LoggedEvent, NotAllowed, RecordUpdate, RowsRefused, record_kind


def columns() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select column_name from information_schema.columns where table_name = 'customers_contact_fields'"
        )
        return {name for (name,) in cursor.fetchall()}


def test_a_field_is_a_column_of_its_id_and_its_making_is_told(as_ada: Actor) -> None:
    field = made("Años de garantía", "number", by=as_ada)
    assert field.name == "anos_de_garantia"
    assert field.column == f"f_{field.id.hex}"
    assert field.column in columns()
    event = LoggedEvent.objects.get(kind="foundation.field_made")
    assert event.subject_id == field.id
    assert event.data == {"record_type": "contact", "type": "number"}
    assert Change.objects.get(record_id=field.id).after["label"] == "Años de garantía"


def test_who_has_no_right_makes_none(as_alice: Actor) -> None:
    with pytest.raises(NotAllowed):
        made("Size", "text", by=as_alice)


@pytest.mark.parametrize("label", ["", "  ", "a\x00b", "pay\u202egpj", "x" * 101, "Name", "nAmE"])
def test_a_label_that_cannot_be_is_refused(label: str, as_ada: Actor) -> None:
    with pytest.raises(FieldRefused) as refused:
        made(label, "text", by=as_ada)
    assert list(refused.value.fields) == ["label"]


@pytest.mark.parametrize("name", ["id", "email", "q", "tags", "Größe", "2nd", "a b", "drop table", "x" * 61])
def test_a_name_that_is_taken_or_none_is_refused(name: str, as_ada: Actor) -> None:
    with pytest.raises(FieldRefused) as refused:
        made("Size", "text", by=as_ada, name=name)
    assert list(refused.value.fields) == ["name"]


def test_names_made_of_labels_step_aside_of_those_there_are(as_ada: Actor) -> None:
    assert made("E mail", "text", by=as_ada).name == "e_mail"
    assert made("E-mail!", "text", by=as_ada).name == "e_mail_2"
    assert made("体重", "text", by=as_ada).name == "field"
    assert made("Id", "text", by=as_ada).name == "id_2"


def test_the_same_label_is_there_once_per_kind(as_ada: Actor) -> None:
    made("Size", "text", by=as_ada)
    made("Size", "text", by=as_ada, kind="company")
    with pytest.raises(FieldRefused):
        made("sIZE", "number", by=as_ada)


def test_unknown_kinds_and_types_are_refused(as_ada: Actor) -> None:
    for kind, type_, facts in (
        ("task", "text", {}),
        ("contact", "blob", {}),
        ("contact", "reference", {"refers_to": "invoice"}),
        ("contact", "choice", {}),
        ("contact", "choice", {"options": ["A", "a"]}),
        ("contact", "choice", {"options": ["A; B"]}),
        ("contact", "number", {"searchable": True}),
        ("contact", "text", {"required_at": ["nowhere"]}),
    ):
        with pytest.raises(FieldRefused):
            made("Size", type_, by=as_ada, kind=kind, **facts)
    assert not CustomField.objects.exists()


def test_an_option_taken_out_stays_readable_and_is_offered_no_more(as_ada: Actor) -> None:
    size = made("Size", "choice", by=as_ada, options=["Small", "Large"])
    ids = option_ids(size)
    (nuria, omar) = create_contacts([{"name": "Nuria", "size": "Small"}, {"name": "Omar"}], by=as_ada)
    kept = [OptionFacts(id=uuid.UUID(ids["Large"]), label="Large")]
    change_field(size.id, by=as_ada, facts=FieldFacts(label="Size", options=kept))

    spec = record_kind("contact").by_name["size"]
    assert spec.choices == [(ids["Large"], "Large")]
    assert spec.gone_choices == [(ids["Small"], "Small")]
    assert value_of(nuria.id, "size", seen_by=as_ada) == ids["Small"]
    with pytest.raises(RowsRefused, match="“Small” is no longer offered"):
        update_contacts([RecordUpdate(id=omar.id, values={"size": "Small"})], by=as_ada)
    (same,) = update_contacts([RecordUpdate(id=nuria.id, values={"size": "Small"})], by=as_ada)
    assert same.fields == ()

    change_field(size.id, by=as_ada, facts=FieldFacts(label="Size", options=[OptionFacts(label="small")]))
    assert record_kind("contact").by_name["size"].choices == [(ids["Small"], "small")]


def test_archiving_hides_it_and_its_values_come_back(as_ada: Actor) -> None:
    size = made("Size", "text", by=as_ada)
    (nuria,) = create_contacts([{"name": "Nuria", "size": "Small"}], by=as_ada)
    archive_field(size.id, by=as_ada)
    assert "size" not in record_kind("contact").by_name
    with pytest.raises(RowsRefused, match="There is no field “size”"):
        update_contacts([RecordUpdate(id=nuria.id, values={"size": "Large"})], by=as_ada)
    unarchive_field(size.id, by=as_ada)
    assert value_of(nuria.id, "size", seen_by=as_ada) == "Small"


def test_one_comes_not_back_over_another_of_its_label(as_ada: Actor) -> None:
    first = made("Size", "text", by=as_ada)
    archive_field(first.id, by=as_ada)
    assert made("Size", "text", by=as_ada).name == "size_2"
    with pytest.raises(FieldRefused, match="already a field called"):
        unarchive_field(first.id, by=as_ada)


def test_dropping_takes_the_column_and_says_how_much_was_lost(as_ada: Actor) -> None:
    size = made("Size", "money", by=as_ada)
    create_contacts([{"name": "Nuria", "size": "5 EUR"}, {"name": "Omar"}], by=as_ada)
    with pytest.raises(FieldRefused, match="Archive the field first"):
        drop_field(size.id, by=as_ada, label="Size")
    archive_field(size.id, by=as_ada)
    assert drop_field(size.id, by=as_ada, label="Size") == 1
    assert columns() == {"id"}
    assert LoggedEvent.objects.get(kind="foundation.field_dropped").data["value_count"] == 1


def test_fields_stand_in_the_order_given(as_ada: Actor) -> None:
    one, two, three = (made(label, "text", by=as_ada) for label in ("One", "Two", "Three"))
    order_fields("contact", ids=[three.id, one.id], by=as_ada)
    made_ones = [spec.name for spec in record_kind("contact").fields if spec.is_made]
    assert made_ones == ["three", "one", "two"]
    order_fields("contact", ids=[two.id, uuid.uuid4()], by=as_ada)
    assert [spec.name for spec in record_kind("contact").fields if spec.is_made] == ["two", "three", "one"]


def test_what_is_required_is_asked_of_whoever_makes_or_empties(as_ada: Actor) -> None:
    made("Code", "text", by=as_ada)
    (old,) = create_contacts([{"name": "Old"}], by=as_ada)
    field = CustomField.objects.get()
    change_field(field.id, by=as_ada, facts=FieldFacts(label="Code", is_required=True))
    with pytest.raises(RowsRefused) as refused:
        create_contacts([{"name": "Nuria"}], by=as_ada)
    assert refused.value.rows == {0: {"code": "“Code” cannot be empty."}}
    update_contacts([RecordUpdate(id=old.id, values={"source": "Fair"})], by=as_ada)
    (nuria,) = create_contacts([{"name": "Nuria", "code": "N1"}], by=as_ada)
    with pytest.raises(RowsRefused, match="“Code” cannot be empty"):
        update_contacts([RecordUpdate(id=nuria.id, values={"code": ""})], by=as_ada)


def test_a_stage_asks_for_what_it_needs(as_ada: Actor) -> None:
    made("Contract", "text", by=as_ada, required_at=["customer"])
    (nuria,) = create_contacts([{"name": "Nuria"}], by=as_ada)
    with pytest.raises(RowsRefused, match="“Contract” is needed at the stage “Customer”"):
        update_contacts([RecordUpdate(id=nuria.id, values={"lifecycle_stage": "customer"})], by=as_ada)
    with pytest.raises(RowsRefused, match="“Contract” is needed"):
        create_contacts([{"name": "Omar", "lifecycle_stage": "customer"}], by=as_ada)
    given = {"lifecycle_stage": "customer", "contract": "C-7"}
    update_contacts([RecordUpdate(id=nuria.id, values=given)], by=as_ada)
    update_contacts([RecordUpdate(id=nuria.id, values={"lifecycle_stage": "former"})], by=as_ada)
    update_contacts([RecordUpdate(id=nuria.id, values={"contract": ""})], by=as_ada)


def test_texts_that_are_searchable_are_found(as_ada: Actor) -> None:
    from trato.foundation.public import search_records

    made("Plate", "text", by=as_ada, searchable=True)
    (nuria,) = create_contacts([{"name": "Nuria", "plate": "8842 KLM"}], by=as_ada)

    def found(text: str) -> list[uuid.UUID]:
        return [row["id"] for row in search_records(record_kind("contact"), text, seen_by=as_ada, columns=["name"])]

    assert found("8842 kl") == [nuria.id]
    update_contacts([RecordUpdate(id=nuria.id, values={"source": "Fair"})], by=as_ada)
    assert found("8842 kl") == [nuria.id]
    update_contacts([RecordUpdate(id=nuria.id, values={"plate": "1111 AAA"})], by=as_ada)
    assert found("8842 kl") == []


def test_references_point_at_what_the_writer_sees(as_ada: Actor, as_alice: Actor, as_bob: Actor) -> None:
    made("Referred by", "reference", by=as_ada, refers_to="contact")
    made("Caretaker", "user", by=as_ada)
    (bobs,) = create_contacts([{"name": "Bobs"}], by=as_bob)
    (nuria,) = create_contacts([{"name": "Nuria", "caretaker": "alice@acequia.example"}], by=as_alice)
    assert value_of(nuria.id, "caretaker", seen_by=as_alice)["name"] == "Alice"
    with pytest.raises(RowsRefused, match="Nothing you see is called"):
        create_contacts([{"name": "Omar", "referred_by": "Bobs"}], by=as_alice)
    (omar,) = create_contacts([{"name": "Omar", "referred_by": "nuria"}], by=as_alice)
    assert value_of(omar.id, "referred_by", seen_by=as_alice) == {"id": str(nuria.id), "name": "Nuria"}
    update_contacts([RecordUpdate(id=omar.id, values={"referred_by": bobs.id})], by=as_ada)
    assert value_of(omar.id, "referred_by", seen_by=as_alice) == {"id": None, "name": ""}
