"""Rows of acts on many records: one's own, and all for who may look after them."""

from typing import Any

from tests.rights.answers import Answers, Row, by_owner, by_person, one_of_us
from tests.rights.scene import Things
from trato.foundation.public import ChangeSet, SetState


def _set(things: Things, state: str, act: str = "edit") -> ChangeSet:
    owner = things.owner
    return ChangeSet.objects.create(
        kind=act,
        label="Of the matrix",
        actor_kind="user",
        actor_id=owner.id,
        door="page",
        record_type="contact",
        selection={"ids": [str(things.contact.id)]},
        values={"source": "Fair"} if act == "edit" else {},
        state=state,
    )


def draft(things: Things) -> dict[str, Any]:
    return {"id": _set(things, SetState.DRAFT).id}


def done(things: Things) -> dict[str, Any]:
    return {"id": _set(things, SetState.FINISHED).id}


def running(things: Things) -> dict[str, Any]:
    return {"id": _set(things, SetState.RUNNING).id}


def own(fine: int, *, anonymous: int = 302, nobody: int = 0, administrator: int = 0) -> Answers:
    """Who did it; the administrator sees all of them."""
    return by_owner(
        anonymous,
        nobody=(nobody or fine, 404, 404),
        seller=(fine, 404, 404),
        manager=(fine, 404, 404),
        administrator=(fine, administrator or fine, administrator or fine),
    )


def page_choice(things: Things) -> dict[str, Any]:
    return {"kind": "contact", "act": "edit", "ids": str(things.contact.id)}


def api_choice(things: Things) -> dict[str, Any]:
    selection = {"ids": [str(things.contact.id)]}
    return {"kind": "contact", "act": "edit", "selection": selection, "values": {"source": "Fair"}}


def as_programs(path: Any) -> Any:
    return lambda things: {"change_set_id": path(things)["id"]}


def choosing(fine: int, *, anonymous: int) -> Answers:
    """Anything may be chosen; what one does not see is nothing when it is counted."""
    return by_person(anonymous, 403, fine, fine, fine)


ROWS = [
    Row("web:change_sets", "GET", one_of_us()),
    Row("web:change_set_start", "POST", choosing(302, anonymous=302), body=page_choice),
    Row("web:change_set_values", "GET", own(200), path=draft),
    Row(
        "web:change_set_values",
        "POST",
        own(302, administrator=422),
        path=draft,
        body=lambda things: {"source": "Fair"},
    ),
    Row("web:change_set_preview", "GET", own(200, administrator=403), path=draft),
    Row("web:change_set_run", "POST", own(302, nobody=403, administrator=403), path=draft),
    Row("web:change_set_stop", "POST", own(302), path=running),
    Row("web:change_set", "GET", own(200), path=done),
    Row("web:change_set_undo", "GET", own(200), path=done),
    Row("web:change_set_undo", "POST", own(302), path=done),
    Row("api:change_sets_index", "GET", one_of_us(anonymous=401)),
    Row("api:change_sets_create", "POST", choosing(202, anonymous=401), body=api_choice),
    Row("api:change_sets_preview", "POST", choosing(200, anonymous=401), body=api_choice),
    Row("api:change_sets_show", "GET", own(200, anonymous=401), path=as_programs(done)),
    Row("api:change_sets_refusals", "GET", own(200, anonymous=401), path=as_programs(done)),
    Row("api:change_sets_stop", "POST", own(200, anonymous=401), path=as_programs(running)),
    Row("api:change_sets_undo_preview", "GET", own(200, anonymous=401), path=as_programs(done)),
    Row("api:change_sets_undo", "POST", own(202, anonymous=401), path=as_programs(done)),
]
