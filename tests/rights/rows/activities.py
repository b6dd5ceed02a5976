"""Rows of calls and meetings, and of the page of one's day."""

from typing import Any

from tests.rights.answers import Row, adding, administrators, by_person, changing, one_of_us, seeing, with_rights
from tests.rights.scene import Things
from trato.customers.public import TaskTemplate, save_template
from trato.foundation.public import SYSTEM


def activity(things: Things) -> dict[str, Any]:
    return {"id": things.activity.id}


def task(things: Things) -> dict[str, Any]:
    return {"id": things.task.id}


def about(things: Things) -> dict[str, Any]:
    return {"kind": "contact", "about": things.contact.id, "type": "meeting"}


def api_activity(things: Things) -> dict[str, Any]:
    return {"record_id": things.activity.id}


def api_trashed_activity(things: Things) -> dict[str, Any]:
    return {"record_id": things.trashed_activity.id}


def called(things: Things) -> dict[str, Any]:
    return {"name": "About the oven"}


def colleague(things: Things) -> dict[str, Any]:
    return {"who": things.owner.email}


def outcomes(things: Things) -> dict[str, Any]:
    return {"call": "Sold", "meeting": "Agreed"}


def at_noon(things: Things) -> dict[str, Any]:
    return {"starts_at": "2030-11-24T12:00"}


def nothing(things: Things) -> dict[str, Any]:
    return {}


def new_rows(things: Things) -> dict[str, Any]:
    return {"rows": [{"name": "One"}]}


def keyed(things: Things) -> dict[str, Any]:
    return {"key": "name", "rows": [{"name": "One"}]}


def changed_rows(things: Things) -> dict[str, Any]:
    """Of a record that is none of these: each row is refused by itself."""
    return {"rows": [{"id": str(things.contact.id), "outcome": "Busy"}]}


def archived_rows(things: Things) -> dict[str, Any]:
    return {"ids": [str(things.contact.id)]}


def template(things: Things) -> dict[str, Any]:
    return {"id": _template().id}


def _template() -> TaskTemplate:
    return save_template("Welcome", [{"name": "Call"}], by=SYSTEM)


def applied_to(things: Things) -> dict[str, Any]:
    return {"kind": "contact", "about": things.contact.id}


def chosen(things: Things) -> dict[str, Any]:
    return {"template": str(_template().id)}


def api_template(things: Things) -> dict[str, Any]:
    return {"template_id": _template().id}


def api_applied(things: Things) -> dict[str, Any]:
    return {"kind": "contact", "ids": [str(things.contact.id)]}


def new_template(things: Things) -> dict[str, Any]:
    return {"name": "Welcome", "line_name": "Call"}


ROWS = [
    Row("customers:task_templates", "GET", administrators()),
    Row("customers:new_task_template", "GET", administrators()),
    Row("customers:new_task_template", "POST", administrators(302), body=new_template),
    Row("customers:change_task_template", "GET", administrators(), path=template),
    Row("customers:change_task_template", "POST", administrators(302), path=template, body=new_template),
    Row("customers:delete_task_template", "POST", administrators(302), path=template),
    Row("customers:apply_task_template", "GET", with_rights(), path=applied_to),
    Row("customers:apply_task_template", "POST", adding(), path=applied_to, body=chosen),
    Row("api:task_templates_index", "GET", with_rights(anonymous=401)),
    Row("api:task_templates_apply", "POST", adding(anonymous=401, fine=201), path=api_template, body=api_applied),
    Row("customers:write_activity", "GET", adding(fine=200), path=about),
    Row("customers:write_activity", "POST", adding(), path=about, body=called),
    Row("customers:hold_activity", "POST", changing(), path=activity),
    Row("customers:plan_activity_again", "POST", changing(), path=activity),
    Row("customers:postpone_activity", "POST", changing(), path=activity),
    Row("customers:put_activity_back", "POST", changing(), path=activity, body=at_noon),
    Row("customers:join_activity", "POST", changing(), path=activity, body=colleague),
    Row("customers:leave_activity", "POST", changing(), path=activity, body=colleague),
    Row("customers:postpone_task", "POST", changing(), path=task),
    Row("customers:put_back_task", "POST", changing(), path=task),
    Row("customers:my_day", "GET", with_rights()),
    Row("customers:outcomes", "GET", administrators()),
    Row("customers:outcomes", "POST", administrators(302), body=outcomes),
    Row("api:activities_search", "POST", one_of_us(anonymous=401), body=nothing),
    Row("api:activities_batch_create", "POST", with_rights(200, anonymous=401), body=new_rows),
    Row("api:activities_batch_upsert", "POST", by_person(401, 403, 422, 422, 422), body=keyed),
    Row("api:activities_batch_update", "POST", with_rights(207, anonymous=401), body=changed_rows),
    Row("api:activities_batch_archive", "POST", with_rights(207, anonymous=401), body=archived_rows),
    Row("api:activities_index", "GET", one_of_us(anonymous=401)),
    Row("api:activities_create", "POST", with_rights(201, anonymous=401), body=called),
    Row("api:activities_show", "GET", seeing(anonymous=401), path=api_activity),
    Row("api:activities_update", "PATCH", changing(anonymous=401, fine=200), path=api_activity, body=called),
    Row("api:activities_delete", "DELETE", changing(anonymous=401, fine=204), path=api_activity),
    Row("api:activities_restore", "POST", changing(anonymous=401, fine=200, nobody=403), path=api_trashed_activity),
]
