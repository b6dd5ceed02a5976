"""Rows of tasks, mentions and notifications."""

from typing import Any

from tests.rights.answers import Row, adding, changing, one_of_us, seeing, with_rights
from tests.rights.scene import Things


def task(things: Things) -> dict[str, Any]:
    return {"id": things.task.id}


def about(things: Things) -> dict[str, Any]:
    return {"kind": "contact", "about": things.contact.id}


def api_task(things: Things) -> dict[str, Any]:
    return {"record_id": things.task.id}


def api_trashed_task(things: Things) -> dict[str, Any]:
    return {"record_id": things.trashed_task.id}


def called(things: Things) -> dict[str, Any]:
    return {"name": "Call back"}


ROWS = [
    Row("customers:write_task", "GET", adding(fine=200), path=about),
    Row("customers:write_task", "POST", adding(), path=about, body=called),
    Row("customers:complete_task", "POST", changing(), path=task),
    Row("customers:reopen_task", "POST", changing(), path=task),
    Row("customers:mentionable", "GET", seeing(), path=about),
    Row("web:notifications", "GET", one_of_us()),
    Row("web:bell", "GET", one_of_us()),
    Row("web:latest_notifications", "GET", one_of_us()),
    Row("web:read_notifications", "POST", one_of_us(302)),
    Row("web:notification_choices", "GET", one_of_us()),
    Row("web:notification_choices", "POST", one_of_us(302)),
    Row("api:notifications_index", "GET", one_of_us(anonymous=401)),
    Row("api:notifications_read", "POST", one_of_us(anonymous=401)),
    Row("api:tasks_index", "GET", one_of_us(anonymous=401)),
    Row("api:tasks_create", "POST", with_rights(201, anonymous=401), body=called),
    Row("api:tasks_show", "GET", seeing(anonymous=401), path=api_task),
    Row("api:tasks_update", "PATCH", changing(anonymous=401, fine=200), path=api_task, body=called),
    Row("api:tasks_delete", "DELETE", changing(anonymous=401, fine=204), path=api_task),
    Row("api:tasks_restore", "POST", changing(anonymous=401, fine=200, nobody=403), path=api_trashed_task),
]
