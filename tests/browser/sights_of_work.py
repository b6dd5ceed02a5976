"""The pages of work: lists laid out, tasks, many records at once, the trash, exports, news, jobs and readers."""

from collections.abc import Iterator

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from playwright.sync_api import Page, expect

from tests.browser.sights import Sight
from trato.customers.public import Contact, create_tasks
from trato.foundation import public as foundation
from trato.foundation.exports import public as exports
from trato.foundation.exports.public import Wish
from trato.foundation.public import Actor, ChangeSet, Import, User, record_kind, run_readers

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64


def prepared(act: str, values: dict[str, object], by: Actor) -> ChangeSet:
    chosen = {"all": True, "filters": {}}
    one = foundation.start_change_set(kind="contact", act=act, selection=chosen, by=by)
    return foundation.give_values(one.id, values=values, by=by)


def sights_of_work(ada: User, nuria: Contact, brought: Import) -> Iterator[Sight]:
    """Makes what is to be seen as well."""
    by, record = ada.acting(), f"/contacts/{nuria.id}/"
    client = Client()
    client.force_login(ada)
    client.post(f"{record}files/", {"file": [SimpleUploadedFile("Offer for two ovens రెండు.png", PNG)]})
    foundation.keep_mapping(brought.id, name="Accounts of the old system", by=by)
    yield from _lists()
    yield from _tasks(nuria, by)
    yield from _many(prepared("edit", {"source": "Fair"}, by), by)
    yield from _exports(by)
    run_readers()
    for address in ["notifications", "settings/notifications", "settings/jobs", "settings/readers", "imports/mappings"]:
        yield Sight(address.replace("/", " "), f"/{address}/")
    yield Sight("bell", "/companies/", who="alice", act=_bell)
    yield Sight("story filtered", f"{record}?filter=open")


def _lists() -> Iterator[Sight]:
    yield Sight("board", "/contacts/?layout=board")
    yield Sight("calendar", "/contacts/?layout=calendar&by=created_at")
    yield Sight("week", "/contacts/?layout=calendar&by=created_at&span=week")
    yield Sight("groups", "/contacts/?group=lifecycle_stage", act=_groups)
    yield Sight("selection", "/contacts/", act=_selection)
    yield Sight("cell edited", "/companies/", act=_cell)
    yield Sight("save a view", "/contacts/?lifecycle_stage=lead", act=_view)
    yield Sight("trash", "/contacts/trash/")
    yield Sight("empty trash", "/companies/trash/")


def _tasks(nuria: Contact, by: Actor) -> Iterator[Sight]:
    facts = {"owner": str(nuria.owner_id), "contact": str(nuria.id)}
    given = [{"name": name, **facts} for name in ("Call the mill", "ఆఫర్ పంపండి")]
    first, *_ = create_tasks([*given, {"name": "Send the offer", "state": "done", **facts}], by=by)
    yield Sight("tasks", "/tasks/")
    yield Sight("all tasks", "/tasks/?view=all")
    yield Sight("task", f"/tasks/{first.id}/")
    yield Sight("composed task", f"/contacts/{nuria.id}/", act=_compose_task)


def _many(one: ChangeSet, by: Actor) -> Iterator[Sight]:
    yield Sight("values of a change set", f"/change-sets/{one.id}/values/")
    yield Sight("preview of a change set", f"/change-sets/{one.id}/preview/")
    done = foundation.carry_out(prepared("edit", {"source": "Referral"}, by).id, by=by)
    yield Sight("result of a change set", f"/change-sets/{done.id}/")
    yield Sight("undo of a change set", f"/change-sets/{done.id}/undo/")
    yield Sight("change sets", "/change-sets/")


def _exports(by: Actor) -> Iterator[Sight]:
    one = exports.start_export(Wish(kind=record_kind("contact")), format_="csv", by=by)
    yield Sight("export starts", "/exports/new/contacts/")
    yield Sight("export waits", f"/exports/{one.id}/")
    yield Sight("exports", "/exports/")


def _groups(tab: Page) -> None:
    expect(tab.locator("tr[data-row]").first).to_be_visible()


def _selection(tab: Page) -> None:
    tab.locator("input[data-select]").first.check()
    expect(tab.locator("#selection-bar")).to_be_visible()


def _cell(tab: Page) -> None:
    if tab.viewport_size and tab.viewport_size["width"] < 768:
        return  # a row of a phone shows no cells
    tab.locator("[data-row-link]").first.focus()
    tab.keyboard.press("e")
    expect(tab.locator("[data-cell-editor]")).to_be_visible()


def _view(tab: Page) -> None:
    tab.locator("[popovertarget=view-menu]").last.click()
    expect(tab.locator("#view-menu input[name=name]")).to_be_visible()


def _compose_task(tab: Page) -> None:
    tab.locator("#tab-task").click()
    expect(tab.locator("#compose-task")).to_be_visible()


def _bell(tab: Page) -> None:
    tab.locator("#bell button").click()
    expect(tab.locator("#bell-menu h2")).to_be_visible()
