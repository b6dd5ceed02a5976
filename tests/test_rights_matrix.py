"""Every route × who asks × whose thing it is; and every verb without its right."""

import inspect
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from itertools import groupby
from pkgutil import walk_packages
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

import trato
from tests.rights.answers import Row
from tests.rights.routes import PUBLIC_BY_NATURE, routes
from tests.rights.rows import ROWS
from tests.rights.scene import Scene, undone
from trato.foundation.events.partitions import make_partitions
from trato.foundation.public import Actor, Installation, NotAllowed, Permission, contributions


@pytest.fixture(scope="module")
def scene(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Scene]:
    """Made once: what a request does to it is undone before the next one."""
    with django_db_blocker.unblock(), contextmanager(undone)():
        make_partitions()
        Installation.objects.create(name="Acequia Solar")
        yield Scene()


def status_of(row: Row, scene: Scene, who: str, address: str, body: Any) -> int:
    client = Client(raise_request_exception=False)
    if row.name.startswith("api:"):
        headers = {"Authorization": f"Bearer {token}"} if (token := scene.token(who)) else {}
        sent = json.dumps(body) if row.method != "GET" else ""
        answer = client.generic(row.method, address, data=sent, content_type="application/json", headers=headers)
        return int(answer.status_code)
    if session := scene.session(who):
        client.cookies[settings.SESSION_COOKIE_NAME] = session
    send: Callable[..., Any] = getattr(client, row.method.lower())
    return int(send(address, body).status_code)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.method} {row.name}")
def test_everybody_gets_the_answer_of_the_table(row: Row, scene: Scene, db: None) -> None:
    """Whose things are the same are asked for the same ones, each as if nobody had been there before."""
    wrong = {}
    by_things = groupby(sorted(row.answers, key=scene.owner_id), key=scene.owner_id)
    for _owner, asked in by_things:
        with contextmanager(undone)():
            asking = list(asked)
            things = scene.things(*asking[0])
            address, body = reverse(row.name, kwargs=row.path(things)), row.body(things)
            for who, owner in asking:
                with contextmanager(undone)():
                    got = status_of(row, scene, who, address, body)
                if got != row.answers[who, owner]:
                    wrong[f"{who}, {owner}"] = f"{got} instead of {row.answers[who, owner]}"

    assert wrong == {}


def test_every_route_has_a_row_and_every_row_a_route() -> None:
    rows = {(row.name, row.method) for row in ROWS}

    assert sorted(routes() - rows) == [], "add these to tests/rights/rows"
    assert sorted(rows - routes()) == [], "these rows have no route any more"
    assert len(rows) == len(ROWS), "a route stands twice in tests/rights/rows"


def test_what_is_public_by_nature_still_exists() -> None:
    assert {reverse(name) for name in PUBLIC_BY_NATURE}


def verbs() -> Iterator[Any]:
    """Every function decorated with @use_case, in every module."""
    for found in walk_packages(trato.__path__, "trato."):
        if ".use_cases" in found.name and ".tests" not in found.name:
            for _name, each in inspect.getmembers(import_module(found.name), inspect.isfunction):
                if hasattr(each, "right") and each.__module__ == found.name:
                    yield each


def test_there_are_verbs() -> None:
    assert len(list(verbs())) > 20


NOBODY = Actor(kind="user", id=None, name="Somebody without rights")


@pytest.mark.parametrize("verb", list(verbs()), ids=lambda verb: f"{verb.__module__}.{verb.__name__}")
def test_a_verb_refuses_who_has_not_its_right(verb: Any, db: None) -> None:
    """Before it looks at anything else. Without a right it is about one's own, and who is nobody has nothing."""
    needed = [name for name, each in inspect.signature(verb).parameters.items() if each.default is each.empty]

    with pytest.raises(NotAllowed):
        verb(**{**dict.fromkeys(needed), "by": NOBODY})


def test_every_right_of_a_verb_can_be_given_to_a_role() -> None:
    known = {permission.name for permission in contributions(Permission)}

    assert {verb.right for verb in verbs() if verb.right} <= known
