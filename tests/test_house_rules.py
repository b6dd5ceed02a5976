"""Rules that hold for every module, checked through the registry and the source."""

import ast
import re
import tomllib
from dataclasses import fields as dataclass_fields
from pathlib import Path

import pytest
from django.apps import AppConfig, apps
from django.db.models import CharField, ForeignKey, Model, TextField
from django.template.loader import get_template
from django.urls import reverse

from trato.foundation.public import (
    Contribution,
    Event,
    Field,
    NavigationItem,
    Permission,
    RecordKind,
    TimelineKind,
    contributions,
    declared_kinds,
)

ROOT = Path(__file__).resolve().parents[1]
GUIDE = (ROOT / "docs" / "extending.md").read_text()
SOURCES = sorted(path for path in (ROOT / "trato").rglob("*.py") if not {"migrations", "__pycache__"} & set(path.parts))
PRODUCT = [path for path in SOURCES if "tests" not in path.parts and path.name != "conftest.py"]
LAYERS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]["layers"]
HEIGHT = {name.strip(" ()"): -depth for depth, layer in enumerate(LAYERS) for name in layer.split("|")}
MODULES = [app for app in apps.get_app_configs() if app.name.startswith("trato.")]
MODELS = [model for app in MODULES for model in app.get_models()]
BORROWS = re.compile(r"""{%\s*(?:extends|include)\s+["'](\w+)/""")
REFUSED_NAMES = {"utils", "helpers", "managers", "services", "common", "misc", "base", "handlers", "processors"}


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


def events() -> list[type[Event]]:
    return sorted(Event.__subclasses__(), key=lambda event: event.kind)


@pytest.mark.parametrize("item", contributions(NavigationItem), ids=lambda item: f"{item.url_name}-{item.order}")
def test_every_menu_item_leads_somewhere(item: NavigationItem) -> None:
    assert reverse(item.url_name, kwargs=dict(item.url_kwargs) or None)


@pytest.mark.parametrize("kind", contributions(TimelineKind), ids=lambda kind: kind.event)
def test_every_timeline_kind_has_a_template_and_an_event(kind: TimelineKind) -> None:
    assert get_template(kind.template)
    assert kind.event in {event.kind for event in events()}


def test_every_event_of_customers_is_told_or_left_out_on_purpose() -> None:
    untold = {"customers.note_changed", "customers.note_deleted", "customers.note_restored"}
    untold |= {"customers.task_reminded"}  # a fact of the clock
    untold |= {"customers.activity_reminded", "customers.outcomes_changed", "customers.relation_types_changed"}
    untold |= {f"customers.task_template_{what}" for what in ("saved", "deleted", "applied")}
    # Settings of the company, about nobody in particular.
    untold |= {f"customers.{name}" for name in ("purpose_created", "purpose_changed", "wording_written")}
    untold |= {"customers.retention_rule_changed", "customers.retention_applied"}
    # Of no record in particular: how many came and went, what machines may write and wrote.
    untold |= {"customers.segment_recounted", "customers.trait_defined", "customers.traits_recorded"}
    told = {kind.event for kind in contributions(TimelineKind)}

    assert {event.kind for event in events() if event.kind.startswith("customers.")} - told <= untold


@pytest.mark.parametrize("event", events(), ids=lambda event: event.kind)
def test_an_event_holds_no_words_of_people(event: type[Event]) -> None:
    speaking = {"name", "email", "phone", "body", "text", "value", "address", "subject", "title", "label"}

    assert not speaking & {each.name for each in dataclass_fields(event)}


@pytest.mark.parametrize("kind", Contribution.__subclasses__(), ids=lambda kind: kind.__name__)
def test_every_kind_of_contribution_is_explained(kind: type[Contribution]) -> None:
    assert f"## {kind.__name__}" in GUIDE


@pytest.mark.parametrize("kind", declared_kinds(), ids=lambda kind: kind.name)
def test_every_kind_has_its_rights_in_the_role_editor(kind: RecordKind) -> None:
    known = {permission.name for permission in contributions(Permission)}

    assert {kind.right(verb) for verb in ("see", "create", "edit", "delete")} <= known


@pytest.mark.parametrize(
    ("kind", "field"), [(kind, field) for kind in declared_kinds() for field in kind.fields], ids=lambda each: each.name
)
def test_a_field_is_stored_in_one_place_and_listed_only_if_it_can_be_read(kind: RecordKind, field: Field) -> None:
    assert not (field.column and field.part)
    assert not (field.sortable and not field.sort_sql)
    assert field.part in {"", *(part.name for part in kind.parts())}
    if field.column:
        assert kind.model()._meta.get_field(field.column.removesuffix("_id"))


PERSONAL_BY_NATURE = {"name", "native_name", "given_name", "family_name", "email", "phone", "website", "street"}


def test_what_is_known_about_a_person_is_marked_as_personal() -> None:
    contact = next(kind for kind in declared_kinds() if kind.name == "contact")

    assert all(field.personal for field in contact.fields if field.name in PERSONAL_BY_NATURE)


def looks_down_or_home(here: str, there: str) -> bool:
    return here == there or there not in HEIGHT or HEIGHT[there] < HEIGHT[here]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.label)
def test_templates_borrow_only_from_below(module: AppConfig) -> None:
    for template in Path(module.path).glob("templates/**/*.html"):
        for lender in BORROWS.findall(template.read_text()):
            assert looks_down_or_home(module.label, lender), template


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_foreign_keys_point_down_and_leave_no_trace(model: type[Model]) -> None:
    for field in model._meta.get_fields():
        if isinstance(field, ForeignKey) and field.related_model._meta.app_label != model._meta.app_label:
            assert looks_down_or_home(model._meta.app_label, field.related_model._meta.app_label), field
            assert field.remote_field.related_name == "+", field


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_files_and_functions_stay_small(path: Path) -> None:
    text = path.read_text()
    assert len(text.splitlines()) <= 300
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            limit = 10 if path.name in {"views.py", "portal_views.py"} else 40
            body = node.end_lineno - node.lineno + 1  # type: ignore[operator]  # parsed from a file
            assert body <= limit, f"{node.name} has {body} lines"


@pytest.mark.parametrize("path", PRODUCT, ids=relative)
def test_names_say_what_is_inside(path: Path) -> None:
    assert not REFUSED_NAMES & {path.stem, path.parent.name}


@pytest.mark.parametrize("path", PRODUCT, ids=relative)
def test_nobody_asks_the_clock_of_the_machine(path: Path) -> None:
    if path.name == "clock.py":
        return
    asked = re.findall(r"\b(?:datetime\.(?:now|utcnow)|timezone\.now|date\.today)\(", path.read_text())

    assert not asked


@pytest.mark.parametrize("path", PRODUCT, ids=relative)
def test_nothing_hides_in_signals_or_save(path: Path) -> None:
    assert not re.search(
        r"\b(?:post_save|pre_save|post_delete|pre_delete|m2m_changed)\b|def save\(self", path.read_text()
    )


@pytest.mark.parametrize("path", PRODUCT, ids=relative)
def test_texts_are_marked_by_names_that_the_catalogues_look_for(path: Path) -> None:
    called = re.findall(r"\bn?p?gettext(?:_lazy|_noop)? as (\w+)", path.read_text())

    assert set(called) <= {"_"}, "no translator would ever see these"


WRITES = re.compile(r"\.(?:save|bulk_create|bulk_update|get_or_create|update_or_create)\(|objects\.create\(")
WRITING_PARTS = {"samples", "seeding", "imports", "bench", "kit"}
MAY_WRITE = {"use_cases", "part", "words", "readers", "inserting", "updating", "trashing", "recording", "subscribers"}


@pytest.mark.parametrize("path", PRODUCT, ids=relative)
def test_only_use_cases_write(path: Path) -> None:
    allowed = MAY_WRITE & {path.stem, path.parent.name} or WRITING_PARTS & set(path.parts)

    assert allowed or path.stem == "models" or not WRITES.search(path.read_text())


ASKS_ONE_CUSTOMER = re.compile(
    r"\.(?:filter|exclude|get)\((?:[^()]|\([^()]*\))*?\b(?:contact|company)(?:_id)?=(?!None\b)"
    r"|\b\w+\.(?:contact_id|company_id)\s*=\s*%s"
)
# What is written about exactly one record, whatever it was merged with: rows that stay with the one they came with.
ASK_ONE_ON_PURPOSE = {
    "trato/customers/consent/models.py",
    "trato/customers/privacy/use_cases/answer.py",
    "trato/customers/privacy/views.py",
    "trato/customers/relations/use_cases/relate.py",
}


@pytest.mark.parametrize("path", PRODUCT, ids=relative)
def test_what_belongs_to_a_customer_is_asked_of_all_that_were_merged(path: Path) -> None:
    """A merge rewrites nothing, so a bare contact_id finds a part: ask `of_contact()`, or join to the root."""
    if relative(path) not in ASK_ONE_ON_PURPOSE:
        assert not ASKS_ONE_CUSTOMER.search(path.read_text())


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_text_has_no_length_that_only_a_form_knows(model: type[Model]) -> None:
    """A CharField's length is checked by the database as well, so a door that forgets it answers with a 500."""
    for field in model._meta.get_fields():
        if isinstance(field, CharField) and not isinstance(field, TextField):
            assert field.max_length is not None, field


def test_the_settings_are_all_explained() -> None:
    from trato.config.environment import KNOWN

    guide = (ROOT / "docs" / "settings.md").read_text()
    assert [name for name in KNOWN if f"## {name}" not in guide] == []
