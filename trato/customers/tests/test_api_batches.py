"""Many records in one request, each row with an answer of its own."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.http import HttpResponse

from trato.customers.public import Contact, create_contacts
from trato.foundation.public import Actor, Change, LoggedEvent, Reach, Role, User
from trato.kit.testing.programs import Program


def statuses(answer: HttpResponse) -> list[str]:
    return [each["status"] for each in answer.json()["results"]]


def errors(answer: HttpResponse, row: int) -> dict[str, str]:
    return {each["field"]: each["message"] for each in answer.json()["results"][row]["errors"]}


def names() -> list[str]:
    return sorted(Contact.objects.filter(deleted_at=None).values_list("name", flat=True))


def create(program: Program, *rows: object, **more: object) -> HttpResponse:
    return program.post("/contacts/batch/create", {"rows": list(rows), **more})


# --- create -----------------------------------------------------------------------------------------------------------


def test_every_row_that_can_be_created_is(program: Program) -> None:
    answer = create(program, {"name": "Ana"}, {"email": "no mail"}, {"name": "Bea", "shoe_size": 43}, {"name": "Cleo"})
    assert answer.status_code == 207
    assert statuses(answer) == ["created", "refused", "refused", "created"]
    assert list(errors(answer, 1)) == ["email"]
    assert list(errors(answer, 2)) == ["shoe_size"]
    assert answer.json()["refused"] == 2
    assert names() == ["Ana", "Cleo"]


def test_a_batch_without_a_refusal_answers_200(program: Program) -> None:
    answer = create(program, {"name": "Ana"})
    assert answer.status_code == 200
    (result,) = answer.json()["results"]
    assert result == {
        "row": 0, "status": "created", "id": str(Contact.objects.get().id), "version": 1, "errors": []
    }  # fmt: skip


def test_all_or_none_creates_none_and_names_each_row(program: Program) -> None:
    answer = create(program, {"name": "Ana"}, {"email": "no mail"}, {}, atomic=True)
    assert answer.status_code == 422
    assert [each["field"] for each in answer.json()["errors"]] == ["rows/1/email", "rows/2/name"]
    assert names() == []
    assert not LoggedEvent.objects.filter(kind="customers.contact_created").exists()


def test_two_rows_with_one_address_refuse_only_the_second(program: Program) -> None:
    answer = create(program, {"name": "Ana", "email": "a@b.example"}, {"name": "Bea", "email": "A@B.example"})
    assert "refused" in statuses(answer)
    assert "created" in statuses(answer)
    assert len(names()) == 1


def test_the_twin_of_a_row_that_is_refused_goes_in(program: Program, nuria: Contact) -> None:
    """Núria has the other address of the first row, so that one is nobody's."""
    taken = [{"kind": "email", "value": each} for each in ("info@f.example", "nuria@bakery.example")]
    answer = create(program, {"name": "Ana", "identities": taken}, {"name": "Eva", "email": "info@f.example"})
    assert statuses(answer) == ["refused", "created"]
    assert "already belongs to Núria" in errors(answer, 0)["email"]


def test_a_thousand_rows_are_created_in_one_request(program: Program) -> None:
    answer = create(program, *({"name": f"N {n}", "email": f"n{n}@x.example"} for n in range(1_000)))
    assert answer.status_code == 200
    assert Contact.objects.count() == 1_000
    assert LoggedEvent.objects.filter(kind="customers.contact_created").count() == 1_000
    assert Change.objects.filter(act="create", record_type="contact").count() == 1_000


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"rows": []},
        {"rows": [{"name": "x"}] * 1_001},
        {"rows": {"name": "x"}},
        {"rows": ["x"]},
        {"rows": [{"name": "x"}], "atomic": "perhaps"},
        {"rows": [{"name": "x"}], "more": 1},
        [],
        "x",
        None,
    ],
)
def test_what_is_no_batch_is_refused_whole(program: Program, body: object) -> None:
    answer = program.post("/contacts/batch/create", body)
    assert answer.status_code in (400, 422)
    assert answer.json()["detail"]
    assert names() == []


@pytest.mark.parametrize("row", [{"name": ["x"]}, {"name": {}}, {"tags": 5}, {"owner": {"id": 5}}, {"companies": "x"}])
def test_a_value_of_the_wrong_shape_refuses_its_row(program: Program, row: dict[str, object]) -> None:
    answer = create(program, {"name": "Ana"}, {"name": "Bea", **row})
    assert statuses(answer) == ["created", "refused"]


def test_a_batch_sent_again_with_its_key_takes_effect_once(program: Program) -> None:
    headers = {"Idempotency-Key": "batch-1"}
    first = program.post("/contacts/batch/create", {"rows": [{"name": "Ana"}, {}]}, headers=headers)
    second = program.post("/contacts/batch/create", {"rows": [{"name": "Ana"}, {}]}, headers=headers)
    assert (first.status_code, second.status_code) == (207, 207)
    assert first.json() == second.json()
    assert second["Idempotency-Replayed"] == "true"
    assert names() == ["Ana"]


# --- update -----------------------------------------------------------------------------------------------------------


def update(program: Program, *rows: object, **more: object) -> HttpResponse:
    return program.post("/contacts/batch/update", {"rows": list(rows), **more})


def test_rows_are_changed_where_they_differ(program: Program, as_alice: Actor) -> None:
    ana, bea = create_contacts([{"name": "Ana"}, {"name": "Bea"}], by=as_alice)
    answer = update(program, {"id": str(ana.id), "source": "Fair"}, {"id": str(bea.id), "name": "Bea"})
    assert statuses(answer) == ["updated", "unchanged"]
    assert [each["version"] for each in answer.json()["results"]] == [2, 1]
    assert Contact.objects.get(pk=ana.id).source == "Fair"


def test_records_that_are_not_there_not_seen_or_not_editable_refuse_their_rows(
    program: Program, as_alice: Actor, as_bob: Actor
) -> None:
    (mine,) = create_contacts([{"name": "Mine"}], by=as_alice)
    (his,) = create_contacts([{"name": "His"}], by=as_bob)
    rows = [{"id": str(each), "source": "x"} for each in (uuid4(), his.id, mine.id)]
    answer = update(program, *rows, {"id": "no id"}, {"source": "x"})
    assert statuses(answer) == ["refused", "refused", "updated", "refused", "refused"]
    assert errors(answer, 0) == errors(answer, 1), "what is not seen is not there"
    assert Contact.objects.get(pk=his.id).source == ""


def test_a_record_that_one_sees_but_may_not_change_says_so(
    program_of: Callable[[User], Program], hire: Callable[..., User], nuria: Contact
) -> None:
    rights = {"customers.see_contacts": int(Reach.ALL), "customers.edit_contacts": int(Reach.OWN)}
    nora = program_of(hire("Nora", role=Role.objects.create(name="Own", rights=rights)))
    answer = update(nora, {"id": str(nuria.id), "source": "x"})
    assert errors(answer, 0) == {"id": "You may see this record but not change it."}


def test_a_version_that_is_no_more_refuses_its_row(program: Program, as_alice: Actor) -> None:
    ana, bea = create_contacts([{"name": "Ana"}, {"name": "Bea"}], by=as_alice)
    update(program, {"id": str(ana.id), "source": "first"})
    answer = update(
        program,
        {"id": str(ana.id), "version": 1, "source": "second"},
        {"id": str(bea.id), "version": 1, "source": "second"},
    )
    assert statuses(answer) == ["refused", "updated"]
    assert list(errors(answer, 0)) == ["version"]
    assert Contact.objects.get(pk=ana.id).source == "first"


def test_one_record_in_two_rows_is_changed_by_the_first(program: Program, as_alice: Actor) -> None:
    (ana,) = create_contacts([{"name": "Ana"}], by=as_alice)
    answer = update(program, {"id": str(ana.id), "source": "one"}, {"id": str(ana.id), "source": "two"})
    assert statuses(answer) == ["updated", "refused"]
    assert Contact.objects.get().source == "one"


def test_what_was_read_can_be_sent_back(program: Program, nuria: Contact) -> None:
    read = program.get(f"/contacts/{nuria.id}").json()
    row = {name: read[name] for name in ("id", "version", "name", "owner", "team", "company", "email", "tags")}
    assert statuses(update(program, row)) == ["unchanged"]


# --- upsert -----------------------------------------------------------------------------------------------------------


def upsert(program: Program, *rows: object, key: str = "email", **more: object) -> HttpResponse:
    return program.post("/contacts/batch/upsert", {"key": key, "rows": list(rows), **more})


def test_what_is_there_by_its_key_is_changed_and_the_rest_created(program: Program, nuria: Contact) -> None:
    answer = upsert(
        program, {"email": "NURIA@Bakery.example", "source": "Fair"}, {"email": "new@x.example", "name": "New"}
    )
    assert statuses(answer) == ["updated", "created"]
    nuria.refresh_from_db()
    assert nuria.source == "Fair"
    assert names() == ["New", "Núria Bosch"]


def test_an_upsert_sent_twice_changes_nothing_the_second_time(program: Program) -> None:
    rows = [{"external_id": f"E-{n}", "name": f"Person {n}"} for n in range(20)]
    assert statuses(upsert(program, *rows, key="external_id")) == ["created"] * 20
    assert statuses(upsert(program, *rows, key="external_id")) == ["unchanged"] * 20
    assert len(names()) == 20


def test_a_row_without_its_key_or_with_one_that_is_none_is_refused(program: Program) -> None:
    answer = upsert(program, {"name": "Ana"}, {"name": "Bea", "email": ""}, {"name": "Cleo", "email": "no mail"})
    assert statuses(answer) == ["refused"] * 3


def test_two_rows_with_one_key_are_not_merged_by_chance(program: Program) -> None:
    answer = upsert(program, {"email": "a@x.example", "name": "A"}, {"email": "A@x.example", "name": "B"})
    assert statuses(answer) == ["created", "refused"]


@pytest.mark.parametrize("key", ["name", "phone", "shoe_size", "", "identities"])
def test_only_what_names_a_record_can_be_a_key(program: Program, key: str) -> None:
    answer = upsert(program, {"name": "Ana"}, key=key)
    assert answer.status_code == 422
    assert [each["field"] for each in answer.json()["errors"]] == ["key"]


def test_a_record_of_somebody_else_is_neither_changed_nor_told(bobs_program: Program, nuria: Contact) -> None:
    answer = upsert(bobs_program, {"email": "nuria@bakery.example", "name": "Mine now"})
    assert statuses(answer) == ["refused"]
    assert "Núria" not in answer.content.decode()
    nuria.refresh_from_db()
    assert nuria.name == "Núria Bosch"


# --- archive ----------------------------------------------------------------------------------------------------------


def test_records_are_put_into_the_trash_together(program: Program, as_alice: Actor, as_bob: Actor) -> None:
    ana, bea = create_contacts([{"name": "Ana"}, {"name": "Bea"}], by=as_alice)
    (his,) = create_contacts([{"name": "His"}], by=as_bob)
    ids = [str(ana.id), str(his.id), str(ana.id), str(bea.id)]
    answer = program.post("/contacts/batch/archive", {"ids": ids})
    assert statuses(answer) == ["archived", "refused", "refused", "archived"]
    assert names() == ["His"]
    assert program.post("/contacts/batch/archive", {"ids": ids[:1]}).status_code == 207, "it is not there any more"


def test_companies_have_batches_too(program: Program) -> None:
    answer = program.post(
        "/companies/batch/upsert", {"key": "domain", "rows": [{"name": "Bakery", "domain": "b.example"}]}
    )
    assert statuses(answer) == ["created"]


@pytest.mark.parametrize("act", ["create", "update", "upsert"])
def test_who_may_not_write_is_told_so_at_once(program_of: Callable[[User], Program], charlie: User, act: str) -> None:
    body = {"rows": [{"name": "x", "id": str(uuid4())}], **({"key": "email"} if act == "upsert" else {})}
    assert program_of(charlie).post(f"/contacts/batch/{act}", body).status_code == 403
