"""Every page, in real Chromium: nothing for axe to find, nothing stopped by the policy, nothing wider than the window.

A look is a width, a theme and a language. All pages are seen in one look before the next: the cast is made once for it.
SHOTS=folder keeps a picture of each page.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checks import assert_accessible, assert_no_csp_reports, await_scripts
from tests.browser.conftest import OpenPage
from tests.browser.sights import Look, Sight
from tests.browser.sights_of_work import sights_of_work
from trato.customers.public import Company, Contact, create_contacts, trash_contacts, update_contacts, write_note
from trato.foundation import public as foundation
from trato.foundation.imports.running import run_to_the_end
from trato.foundation.public import Actor, Import, RecordUpdate, Team, User, create_team, make_first_run_link

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FIRMS = """account,sector,revenue,employees,office_location,subsidiary_of
Riegos Ibáñez,farming,1100.04,2822,Spain,
రైతు బజార్,retail,251.41,495,India,Riegos Ibáñez
Bad Row Ltd,retail,not money,1,Kenya,
"""
LONG = "Cooperativa Agrícola San Isidro de Llíria y de los Regantes del Camp de Túria"

EVERY_DAY = [Look(1440, "light", "en"), Look(375, "dark", "en")]
LOOKS = [Look(*parts) for parts in product([1440, 768, 375], ["light", "dark"], ["en", "es", "te"])]
ALL_LOOKS = [pytest.param(each, id=str(each), marks=pytest.mark.slow) for each in LOOKS]
SOME_LOOKS = [
    pytest.param(each, id=str(each), marks=[] if each == EVERY_DAY[1] else pytest.mark.slow) for each in LOOKS
]


@dataclass
class Cast:
    people: dict[str, User | None]
    sights: list[Sight]


def _palette(tab: Page) -> None:
    tab.keyboard.press("Control+k")
    tab.keyboard.type("bosch")
    expect(tab.locator("#palette-records [role=option]").first).to_be_visible()


def _create(tab: Page) -> None:
    tab.keyboard.press("c")
    expect(tab.locator("#create-form input[name=name]")).to_be_focused()


def _edit(tab: Page) -> None:
    tab.keyboard.press("e")
    expect(tab.locator("[data-field=name] input[name=value]")).to_be_focused()


def _source(tab: Page) -> None:
    tab.locator("[data-field=email] .t-src").click(force=True)
    expect(tab.get_by_role("dialog")).to_be_visible()


def _menu(tab: Page) -> None:
    tab.locator(".t-me").click()
    expect(tab.locator("#me-menu")).to_be_visible()


def _keys(tab: Page) -> None:
    tab.keyboard.press("?")
    expect(tab.locator("#keys")).to_be_visible()


def _filters(tab: Page) -> None:
    tab.locator("#add-filter").click()
    expect(tab.locator("#filter-menu")).to_be_visible()


@pytest.fixture
def imports(as_ada: Actor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Import]:
    """One left at each step, and one that is in."""
    monkeypatch.setenv("TRATO_HOME", str(tmp_path))
    steps = ["columns", "matching", "preview", "result"]
    made = {step: _started(as_ada) for step in steps}
    for step in steps[1:]:
        one = made[step]
        foundation.choose_columns(one.id, fields=one.mapping, by=as_ada)
    for step in steps[2:]:
        foundation.choose_matching(made[step].id, key="name", rule="update", by=as_ada)
        foundation.preview_import(made[step].id, by=as_ada)
    foundation.run_import(made["result"].id, by=as_ada)
    run_to_the_end(made["result"].id)
    return made


def _started(by: Actor) -> Import:
    return foundation.start_import(kind="company", file_name="accounts.csv", content=[FIRMS.encode()], by=by)


@pytest.fixture
def trashed(as_alice: Actor) -> Contact:
    (saved,) = create_contacts([{"name": LONG, "email": "no.longer@regantes.example"}], by=as_alice)
    trash_contacts([saved.id], by=as_alice)
    return Contact.objects.get(pk=saved.id)


@pytest.fixture
def cast(
    ada: User, alice: User, north: Team, nuria: Contact, bakery: Company, trashed: Contact, imports: dict[str, Import]
) -> Cast:
    by = alice.acting()
    create_team("Southern shop with a long name", by=ada.acting(), parent_id=north.id)
    values = {"city": "Vilafranca del Penedès", "country": "ES", "tags": ["organic", "reference visit"]}
    update_contacts([RecordUpdate(id=nuria.id, values=values)], by=by)
    many = [(f"{LONG} {number}", f"a.person.with.a.long.address.{number}@regantes.example") for number in range(60)]
    create_contacts([{"name": name, "email": email, "phone": "+34 600 190 044"} for name, email in many], by=by)
    write_note("Asked for two ovens.\n\nరేపు ఉదయం ఫోన్ చేయాలి.", by=by, contact_id=nuria.id)
    record = f"/contacts/{nuria.id}/"
    sights = [*_shell(record), *_records(record, bakery, trashed), *_imports(imports), *_settings(alice, north)]
    sights += sights_of_work(ada, nuria, imports["result"])
    return Cast({"ada": ada, "alice": alice, "stranger": None}, [*sights, *_strangers()])


def _shell(record: str) -> Iterator[Sight]:
    yield Sight("palette", "/contacts/", act=_palette)
    yield Sight("create", "/contacts/", act=_create)
    yield Sight("menu", record, act=_menu)
    yield Sight("keys", "/companies/", act=_keys)
    yield Sight("search", "/search/?q=bosch")
    yield Sight("welcome", "/welcome/")
    yield Sight("not found", "/nothing/here/")
    yield Sight("not allowed", "/settings/roles/", who="alice")


def _records(record: str, bakery: Company, trashed: Contact) -> Iterator[Sight]:
    yield Sight("contacts", "/contacts/")
    yield Sight("filters", "/contacts/?lifecycle_stage=lead&q=bosch", act=_filters)
    yield Sight("nothing matches", "/contacts/?q=zzzzqqqq")
    yield Sight("companies", "/companies/")
    yield Sight("contact", record)
    yield Sight("field edited", record, act=_edit)
    yield Sight("source of a field", record, act=_source)
    yield Sight("company", f"/companies/{bakery.id}/")
    yield Sight("in the trash", f"/contacts/{trashed.id}/")
    yield Sight("new contact", "/new/contact/")


def _imports(imports: dict[str, Import]) -> Iterator[Sight]:
    yield Sight("import", "/imports/")
    for step, one in imports.items():
        yield Sight(f"import {step}", f"/imports/{one.id}/{'' if step == 'result' else step + '/'}")


def _settings(alice: User, north: Team) -> Iterator[Sight]:
    for page in [
        "",
        "preferences/",
        "company/",
        "people/",
        "people/new/",
        "teams/",
        "roles/",
        "roles/new/",
        "gallery/",
    ]:
        yield Sight(f"settings {page}".rstrip("/"), f"/settings/{page}")
    yield Sight("person", f"/settings/people/{alice.id}/")
    yield Sight("team", f"/settings/teams/{north.id}/")
    yield Sight("role", f"/settings/roles/{alice.roles.get().id}/")
    yield Sight("password", "/account/password/change/")


def _strangers() -> Iterator[Sight]:
    yield Sight("sign in", "/account/login/", who="stranger")
    yield Sight("forgotten password", "/account/password/reset/", who="stranger")
    yield Sight("bad link", "/account/password/reset/key/1-x/", who="stranger")
    yield Sight("used link", "/first-run/none/", who="stranger")
    yield Sight("programs", "/api/v1/docs", who="ada")


@pytest.mark.parametrize("look", EVERY_DAY, ids=str)
def test_each_page_holds_on_a_desk_or_in_the_hand(page: OpenPage, cast: Cast, look: Look) -> None:
    """By turns: each page in one of the two, for every day."""
    taken = cast.sights[EVERY_DAY.index(look) :: 2]
    tabs = {name: _tab(page, person, look) for name, person in cast.people.items()}
    found = {sight.name: _complaint(tabs[sight.who], sight, look) for sight in taken}

    assert {name: said for name, said in found.items() if said} == {}


@pytest.mark.timeout(300)
@pytest.mark.parametrize("look", ALL_LOOKS)
def test_every_page_holds_in_this_look(page: OpenPage, cast: Cast, look: Look) -> None:
    tabs = {name: _tab(page, person, look) for name, person in cast.people.items()}
    found = {sight.name: _complaint(tabs[sight.who], sight, look) for sight in cast.sights}

    assert {name: said for name, said in found.items() if said} == {}


@pytest.mark.parametrize("look", SOME_LOOKS)
def test_the_first_pages_hold_in_this_look(page: OpenPage, look: Look) -> None:
    tab = _tab(page, None, look)
    sights = [Sight("waiting", "/account/login/"), Sight("first run", make_first_run_link())]
    found = {sight.name: _complaint(tab, sight, look) for sight in sights}

    assert {name: said for name, said in found.items() if said} == {}


@pytest.mark.parametrize("look", SOME_LOOKS)
def test_empty_lists_hold_in_this_look(page: OpenPage, ada: User, look: Look) -> None:
    tab = _tab(page, ada, look)
    sights = [
        Sight("no contacts", "/contacts/"),
        Sight("no companies", "/companies/"),
        Sight("no imports", "/imports/"),
    ]
    found = {sight.name: _complaint(tab, sight, look) for sight in sights}

    assert {name: said for name, said in found.items() if said} == {}


def _tab(page: OpenPage, person: User | None, look: Look) -> Page:
    if person:
        User.objects.filter(pk=person.pk).update(language=look.language)
    return page(person, "/healthz", width=look.width, theme=look.theme, language=look.language)


def _complaint(tab: Page, sight: Sight, look: Look) -> str:
    """What is wrong with the page, all of it: one look shows everything that is to be mended."""
    tab.goto(sight.address)
    await_scripts(tab)
    sight.act(tab)
    if "SHOTS" in os.environ:
        tab.screenshot(path=Path(os.environ["SHOTS"]) / f"{sight.name.replace(' ', '-').replace('/', '-')}-{look}.png")
    said = []
    wider = tab.evaluate("document.documentElement.scrollWidth - innerWidth")
    if wider > 0:
        said.append(f"{wider} px wider than the window")
    if (language := tab.locator("html").get_attribute("lang")) != look.language:
        said.append(f"speaks {language}")
    for check in (assert_accessible, assert_no_csp_reports):
        try:
            check(tab)
        except AssertionError as complaint:
            said.append(str(complaint))
    return "\n".join(said)
