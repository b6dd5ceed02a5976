from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app

from trato.api.idempotency.models import KeptAnswer
from trato.api.idempotency.use_cases import forget_old_answers
from trato.api.keys.models import ApiToken
from trato.api.tasks import forget_answers
from trato.foundation.public import OwnedRecord, User, record_kind
from trato.kit.testing.programs import Program

KEY = {"Idempotency-Key": "order-77"}


def contacts() -> Any:
    return record_kind("contact").model()._default_manager


def age(hours: int) -> None:
    KeptAnswer.objects.update(created_at=timezone.now() - timedelta(hours=hours))


def test_the_same_write_twice_has_one_effect_and_one_answer(program: Program) -> None:
    first = program.post("/contacts", {"name": "Eva"}, headers=KEY)
    second = program.post("/contacts", {"name": "Eva"}, headers=KEY)

    assert contacts().count() == 1
    assert (second.status_code, second.content) == (201, first.content)
    assert (second["ETag"], second["Location"]) == (first["ETag"], first["Location"])
    assert second["Idempotency-Replayed"] == "true"
    assert "Idempotency-Replayed" not in first


def test_another_body_with_the_same_key_is_refused(program: Program) -> None:
    program.post("/contacts", {"name": "Eva"}, headers=KEY)

    answer = program.post("/contacts", {"name": "Ana"}, headers=KEY)

    assert answer.status_code == 422
    assert answer.json()["type"].endswith("#problem-key-reused")
    assert contacts().count() == 1


def test_another_address_with_the_same_key_is_refused(program: Program) -> None:
    program.post("/contacts", {"name": "Eva"}, headers=KEY)

    assert program.post("/companies", {"name": "Eva"}, headers=KEY).status_code == 422


def test_a_refused_write_may_be_mended_with_its_key(program: Program) -> None:
    assert program.post("/contacts", {"name": "Eva", "email": "@"}, headers=KEY).status_code == 422

    assert program.post("/contacts", {"name": "Eva", "email": "eva@huerta.es"}, headers=KEY).status_code == 201


def test_two_programs_may_use_the_same_key(program: Program, bob: User, program_of: Callable[[User], Program]) -> None:
    program.post("/contacts", {"name": "Eva"}, headers=KEY)

    assert program_of(bob).post("/contacts", {"name": "Ana"}, headers=KEY).status_code == 201


def test_every_kind_of_write_is_kept(program: Program, nuria: OwnedRecord) -> None:
    for number, call in enumerate(
        [
            lambda headers: program.patch(f"/contacts/{nuria.id}", {"name": "Núria B."}, headers=headers),
            lambda headers: program.post("/notes", {"body": "Hi", "contact_id": str(nuria.id)}, headers=headers),
            lambda headers: program.delete(f"/contacts/{nuria.id}", headers=headers),
            lambda headers: program.post(f"/contacts/{nuria.id}/restore", headers=headers),
        ]
    ):
        headers = {"Idempotency-Key": f"write-{number}"}
        first, second = call(headers), call(headers)
        assert first.status_code < 300
        assert (second.status_code, second.content) == (first.status_code, first.content)
        assert second["Idempotency-Replayed"] == "true"

    nuria.refresh_from_db()
    assert nuria.version == 4
    assert len(program.get("/notes", contact_id=nuria.id).json()["results"]) == 1


@pytest.mark.parametrize("key", ["", "x" * 256, "ñ", "a\tb"])
def test_a_key_is_a_short_printable_text(program: Program, key: str) -> None:
    answer = program.post("/contacts", {"name": "Eva"}, headers={"Idempotency-Key": key})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "Idempotency-Key"


def test_reading_needs_no_key_and_keeps_nothing(program: Program, nuria: OwnedRecord) -> None:
    assert program.get("/contacts", headers=KEY).status_code == 200
    assert not KeptAnswer.objects.exists()


def test_after_a_day_a_key_is_new_again(program: Program) -> None:
    program.post("/contacts", {"name": "Eva"}, headers=KEY)
    age(25)

    answer = program.post("/contacts", {"name": "Ana"}, headers=KEY)

    assert answer.status_code == 201
    assert "Idempotency-Replayed" not in answer


def test_old_answers_are_forgotten(program: Program) -> None:
    program.post("/contacts", {"name": "Eva"}, headers=KEY)
    assert forget_old_answers() == 0

    age(25)

    assert forget_old_answers() == 1


@pytest.mark.django_db(transaction=True)
def test_two_at_once_have_one_effect(alice: User, program_of: Callable[[User], Program]) -> None:
    programs = [program_of(alice)]
    token = programs[0].headers["Authorization"].removeprefix("Bearer ")
    start, statuses = Barrier(6), []

    def call() -> None:
        start.wait()
        statuses.append(Program(token).post("/contacts", {"name": "Eva"}, headers=KEY).status_code)
        connection.close()

    threads = [Thread(target=call) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert contacts().count() == 1
    assert set(statuses) <= {201, 409}
    assert 201 in statuses


@pytest.mark.django_db(transaction=True)
def test_while_the_first_is_at_work_the_second_waits_outside(
    alice: User, program_of: Callable[[User], Program]
) -> None:
    program = program_of(alice)
    other = connection.copy()
    with other.cursor() as cursor:
        other.set_autocommit(False)
        key = f"{ApiToken.objects.get().id}:order-77"
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
        answer = program.post("/contacts", {"name": "Eva"}, headers=KEY)
        other.rollback()
    other.close()

    assert answer.status_code == 409
    assert answer["Retry-After"] == "1"
    assert answer.json()["type"].endswith("#problem-key-in-use")
    assert program.post("/contacts", {"name": "Eva"}, headers=KEY).status_code == 201


@pytest.mark.django_db(transaction=True)
def test_an_effect_and_its_kept_answer_are_one(alice: User, program_of: Callable[[User], Program]) -> None:
    program = program_of(alice)
    with connection.cursor() as cursor:
        cursor.execute("alter table api_keptanswer add constraint refuse_all check (status = 0) not valid")
    try:
        assert program.post("/contacts", {"name": "Eva"}, headers=KEY).status_code == 500
    finally:
        with connection.cursor() as cursor:
            cursor.execute("alter table api_keptanswer drop constraint refuse_all")

    assert not contacts().exists()


def test_old_answers_are_forgotten_by_the_clock(program: Program) -> None:
    program.post("/contacts", {"name": "Eva"}, headers=KEY)
    age(25)

    forget_answers(timestamp=0)

    assert not KeptAnswer.objects.exists()
    names = {each.task.name for each in app.periodic_registry.periodic_tasks.values()}
    assert forget_answers.name in names
