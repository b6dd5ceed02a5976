"""Rows of exports, and of searches and batches of records."""

from collections.abc import Callable
from typing import Any

from tests.rights.answers import Answers, Row, by_owner, by_person, one_of_us
from tests.rights.scene import OWNERS, Things


def of_contacts(things: Things) -> dict[str, Any]:
    return {"plural": "contacts"}


def exported(things: Things) -> dict[str, Any]:
    return {"id": things.exported.id}


def ones_own(fine: int = 200, *, nobody: int = 200) -> Answers:
    """What belongs to whom took it out; administrators see all. Without the right its file was not written."""
    theirs = {who: (fine, 404, 404) for who in ("seller", "manager")}
    return by_owner(302, nobody=(nobody, 404, 404), administrator=(fine, fine, fine), **theirs)


def with_the_right(*, anonymous: int, fine: int = 200) -> Answers:
    return by_person(anonymous, 403, fine, fine, fine)


def by_rows(*, anonymous: int = 401) -> Answers:
    """A row that is not one's to change is refused among the others (207)."""
    return by_owner(
        anonymous,
        nobody=(403, 403, 403),
        seller=(200, 207, 207),
        manager=(200, 200, 207),
        administrator=(200, 200, 200),
    )


def new_rows(things: Things) -> dict[str, Any]:
    return {"rows": [{"name": "One"}]}


def keyed(key: str, value: str) -> Callable[[Things], dict[str, Any]]:
    return lambda things: {"key": key, "rows": [{"name": "One", key: value}]}


def changed(thing: str) -> Callable[[Things], dict[str, Any]]:
    return lambda things: {"rows": [{"id": str(getattr(things, thing).id), "source": "Fair"}]}


def archived(thing: str) -> Callable[[Things], dict[str, Any]]:
    return lambda things: {"ids": [str(getattr(things, thing).id)]}


def imported(things: Things) -> dict[str, Any]:
    return {"import_id": things.imported.id}


def ones_own_import(fine: int = 200) -> Answers:
    theirs = {who: (fine, 404, 404) for who in ("seller", "manager")}
    return by_owner(401, nobody=(fine, 404, 404), administrator=(fine, fine, fine), **theirs)


def changing_ones_own_import(fine: int = 200) -> Answers:
    return {**ones_own_import(fine), **{("nobody", owner): 403 for owner in OWNERS}}


PAGES = [
    Row("web:exports", "GET", one_of_us()),
    Row("web:export_start", "GET", with_the_right(anonymous=302), path=of_contacts),
    Row(
        "web:export_start",
        "POST",
        with_the_right(anonymous=302),
        path=of_contacts,
        body=lambda things: {"columns": "all", "format": "csv"},
    ),
    Row("web:export", "GET", ones_own(), path=exported),
    Row("web:export_file", "GET", ones_own(nobody=422), path=exported),
    Row("web:export_stop", "POST", ones_own(302, nobody=302), path=exported),
    Row("web:export_delete", "POST", ones_own(302, nobody=302), path=exported),
]
API = [
    row
    for plural, thing, key, value in (
        ("contacts", "contact", "email", "one@matrix.example"),
        ("companies", "company", "domain", "matrix.example"),
    )
    for row in (
        Row(f"api:{plural}_search", "POST", one_of_us(anonymous=401), body=lambda things: {}),
        Row(f"api:{plural}_batch_create", "POST", with_the_right(anonymous=401), body=new_rows),
        Row(f"api:{plural}_batch_upsert", "POST", with_the_right(anonymous=401), body=keyed(key, value)),
        Row(f"api:{plural}_batch_update", "POST", by_rows(), body=changed(thing)),
        Row(f"api:{plural}_batch_archive", "POST", by_rows(), body=archived(thing)),
    )
]
TASKS = [
    Row("api:tasks_search", "POST", one_of_us(anonymous=401), body=lambda things: {}),
    Row("api:tasks_batch_create", "POST", with_the_right(anonymous=401), body=new_rows),
    Row("api:tasks_batch_upsert", "POST", by_person(401, 403, 422, 422, 422), body=keyed("name", "One")),
    Row("api:tasks_batch_update", "POST", with_the_right(anonymous=401, fine=207), body=changed("contact")),
    Row("api:tasks_batch_archive", "POST", with_the_right(anonymous=401, fine=207), body=archived("contact")),
]
IMPORTING = [
    Row("api:imports_start", "POST", one_of_us(422, anonymous=401)),
    Row("api:imports_index", "GET", one_of_us(anonymous=401)),
    Row("api:imports_show", "GET", ones_own_import(), path=imported),
    Row("api:imports_errors", "GET", ones_own_import(), path=imported),
    Row(
        "api:imports_columns",
        "POST",
        changing_ones_own_import(),
        path=imported,
        body=lambda things: {"fields": ["name", "email"]},
    ),
    Row("api:imports_matching", "POST", changing_ones_own_import(), path=imported, body=lambda things: {"key": "name"}),
    Row("api:imports_preview", "POST", changing_ones_own_import(), path=imported),
    Row("api:imports_run", "POST", changing_ones_own_import(422), path=imported),
    Row("api:imports_stop", "POST", changing_ones_own_import(), path=imported),
]
ROWS = [*PAGES, *API, *TASKS, *IMPORTING]
