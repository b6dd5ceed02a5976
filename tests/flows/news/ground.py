"""News for colleagues, for the tests of telling them."""

from datetime import UTC, datetime
from typing import Any

from trato.customers.public import Contact, update_contacts
from trato.foundation.public import (
    Actor,
    Notice,
    RecordUpdate,
    User,
    news_of,
)
from trato.kit.ids import new_id

MONDAY = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)


def sentences(user: User) -> list[str]:
    return [each.sentence for each in news_of(user.acting()).told]


def notice(user: User, **more: Any) -> Notice:
    facts: dict[str, Any] = {"subject_type": "contact", "subject_id": new_id(), "source_id": new_id()}
    return Notice(kind="foundation.assigned", user_id=user.id, actor_id=None, **{**facts, "at": MONDAY, **more})


def give(contact: Contact, user: User, by: Actor, **more: Any) -> None:
    update_contacts([RecordUpdate(id=contact.id, values={"owner": str(user.id)})], by=by, **more)


def text(answer: Any) -> str:
    assert answer.status_code == 200, answer.content
    return str(answer.content.decode())
