"""Rows of files on records, of the news of a list, and of the way through it from record to record."""

from typing import Any

from tests.rights.answers import Answers, Row, changing, seeing, with_rights
from tests.rights.scene import OWNERS, Things


def contact(things: Things) -> dict[str, Any]:
    return {"plural": "contacts", "id": things.contact.id}


def contacts(things: Things) -> dict[str, Any]:
    return {"plural": "contacts"}


def file(things: Things) -> dict[str, Any]:
    return {**contact(things), "file_id": things.file.id}


def record(things: Things) -> dict[str, Any]:
    return {"record_id": things.contact.id}


def api_file(things: Things) -> dict[str, Any]:
    return {"record_id": things.contact.id, "file_id": things.file.id}


def company(things: Things) -> dict[str, Any]:
    return {"record_id": things.company.id}


def company_file(things: Things) -> dict[str, Any]:
    return {"record_id": things.company.id, "file_id": things.company_file.id}


def task(things: Things) -> dict[str, Any]:
    return {"record_id": things.task.id}


def activity(things: Things) -> dict[str, Any]:
    return {"record_id": things.activity.id}


def activity_file(things: Things) -> dict[str, Any]:
    return {"record_id": things.activity.id, "file_id": things.activity_file.id}


def task_file(things: Things) -> dict[str, Any]:
    return {"record_id": things.task.id, "file_id": things.task_file.id}


def walking() -> Answers:
    """Who may see no record of the kind has no list to walk through."""
    return {**seeing(fine=302), **{("nobody", owner): 403 for owner in OWNERS}}


PAGES = [
    Row("web:list_news", "GET", with_rights(), contacts),
    Row("web:record_news", "GET", seeing(fine=302), contact),
    Row("web:record_next", "GET", walking(), contact),
    Row("web:record_previous", "GET", walking(), contact),
    Row("web:record_files", "GET", seeing(fine=302), contact),
    Row("web:record_files", "POST", changing(), contact),
    Row("web:record_file", "GET", seeing(), file),
    Row("web:record_file_remove", "POST", changing(), file),
    Row("web:record_file_restore", "POST", changing(), file),
]
API = [
    row
    for plural, one, its in (
        ("contacts", record, api_file),
        ("companies", company, company_file),
        ("tasks", task, task_file),
        ("activities", activity, activity_file),
    )
    for row in (
        Row(f"api:{plural}_files", "GET", seeing(anonymous=401), one),
        Row(f"api:{plural}_files_add", "POST", changing(anonymous=401, fine=415), one),
        Row(f"api:{plural}_file_content", "GET", seeing(anonymous=401), its),
        Row(f"api:{plural}_file_delete", "DELETE", changing(anonymous=401, fine=204), its),
    )
]
ROWS = [*PAGES, *API]
