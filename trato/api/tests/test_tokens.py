from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from trato.api.keys.models import ApiToken
from trato.api.keys.use_cases import create_token, revoke_token
from trato.foundation.public import SYSTEM, Actor, LoggedEvent, NotAllowed, NotFound, User
from trato.kit.clock import now
from trato.kit.testing.frozen_clock import frozen_clock
from trato.kit.testing.programs import Program


def printed(*words: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("token", *words, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_the_command_prints_the_token_alone(alice: User) -> None:
    out, err = printed("create", "--user", alice.email, "--name", "Web shop")

    assert out.startswith("trato_")
    assert out.count("\n") == 1
    assert "alice@acequia.example" in err
    assert Program(out.strip()).get("/me").json()["name"] == "Alice"


def test_only_its_digest_is_kept(alice: User) -> None:
    token, secret = create_token(alice.email, by=SYSTEM)

    token.refresh_from_db()
    assert secret not in str(vars(token))
    assert len(secret) > 40


def test_the_list_tells_whose_they_are_and_never_the_secret(alice: User) -> None:
    secret = printed("create", "--user", "ALICE@acequia.example", "--name", "Web shop", "--days", "30")[0].strip()

    listed = printed("list")[0]

    assert "alice@acequia.example\tWeb shop\tgood until" in listed
    assert "never used" in listed
    assert secret not in listed


def test_a_revoked_token_opens_nothing_at_once(alice: User, program: Program) -> None:
    token = ApiToken.objects.get()
    assert program.get("/me").status_code == 200

    printed("revoke", str(token.id))

    assert program.get("/me").status_code == 401
    assert "revoked" in printed("list")[0]


def test_revoking_twice_changes_nothing(alice: User) -> None:
    token, _secret = create_token(alice.email, by=SYSTEM)
    first = revoke_token(token.id, by=SYSTEM).revoked_at

    assert revoke_token(token.id, by=SYSTEM).revoked_at == first
    assert list(LoggedEvent.objects.filter(subject_id=token.id).order_by("id").values_list("kind", flat=True)) == [
        "api.token_created",
        "api.token_revoked",
    ]


def test_nobody_of_that_address_gets_no_token(alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(is_active=False)
    for email in (alice.email, "nobody@acequia.example"):
        with pytest.raises(NotFound):
            create_token(email, by=SYSTEM)
    with pytest.raises(NotFound):
        revoke_token(uuid4(), by=SYSTEM)


def test_a_colleague_without_the_right_may_not_give_out_tokens(alice: User, as_alice: Actor) -> None:
    with pytest.raises(NotAllowed):
        create_token(alice.email, by=as_alice)


def test_a_token_does_not_live_a_negative_time(alice: User) -> None:
    with pytest.raises(CommandError):
        printed("create", "--user", alice.email, "--days", "-1")


def test_an_expired_token_is_refused(alice: User) -> None:
    _token, secret = create_token(alice.email, by=SYSTEM, expires_at=now() + timedelta(days=1))
    assert Program(secret).get("/me").status_code == 200

    with frozen_clock(now() + timedelta(days=2)):
        assert Program(secret).get("/me").status_code == 401


def test_a_colleague_who_left_takes_his_tokens_along(alice: User, program: Program) -> None:
    User.objects.filter(pk=alice.pk).update(is_active=False)

    assert program.get("/me").status_code == 401


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Bearer trato_wrong", "Basic YTpi", "Token x", "Bearer ñ€"]
)
def test_without_a_good_token_one_is_told_what_is_missing(alice: User, header: str) -> None:
    answer = Program().get("/contacts", headers={"Authorization": header} if header else {})

    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith('Bearer realm="Trato"')
    assert answer["Content-Type"] == "application/problem+json"


def test_a_session_cookie_opens_nothing(alice: User) -> None:
    client = Client()
    client.force_login(alice, backend="allauth.account.auth_backends.AuthenticationBackend")

    assert client.get("/api/v1/me").status_code == 401
    assert client.post("/api/v1/contacts", {"name": "Eva"}, content_type="application/json").status_code == 401


def test_its_use_is_noted_once_a_minute(alice: User, program: Program) -> None:
    moment = now()
    seen = []
    for seconds in (0, 59, 60, 61):
        with frozen_clock(moment + timedelta(seconds=seconds)):
            program.get("/me")
        seen.append(ApiToken.objects.get().last_used_at)

    assert seen == [moment, moment, moment + timedelta(seconds=60), moment + timedelta(seconds=60)]


def test_rights_are_those_of_the_moment(bob: User, program_of: Callable[[User], Program]) -> None:
    program = program_of(bob)
    assert program.post("/contacts", {"name": "Eva"}).status_code == 201

    bob.roles.clear()

    assert program.post("/contacts", {"name": "Ana"}).status_code == 403
    assert program.get("/me").json()["rights"] == {}
