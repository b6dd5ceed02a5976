"""Indexes of fields that people made do not travel; where the fields arrive they are built again."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from trato.foundation.actors.actor import SYSTEM
from trato.foundation.copies.arriving import bring_copy_in
from trato.foundation.copies.taking import take_copy
from trato.foundation.extensions.registry import record_kind
from trato.foundation.fields.facts import FieldFacts
from trato.foundation.fields.models import CustomField, IndexState
from trato.foundation.fields.use_cases.archive import archive_field
from trato.foundation.fields.use_cases.index import index_field, make_index_so
from trato.foundation.fields.use_cases.make import make_field
from trato.foundation.kinds.reading import read_page
from trato.foundation.people.models import User
from trato.foundation.tests.copies.copying import elsewhere

pytestmark = pytest.mark.django_db(transaction=True)
BY = SYSTEM.at("command")


@pytest.fixture
def double(company: Any) -> CustomField:
    """A formula over the field that the company has, with its index."""
    as_ada = User.objects.get(name="Ada").acting()
    area = CustomField.objects.get(label="Roof m²")
    facts = FieldFacts(label="Double", formula=f"{{{area.name}}} * 2")
    made = make_field("contact", type="formula", by=as_ada, facts=facts, name="double")
    make_index_so(index_field(made.id, by=as_ada).id)
    return made


def test_an_index_of_a_formula_is_built_again(
    double: CustomField, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_copy(tmp_path / "copy", by=BY)
    elsewhere(tmp_path, monkeypatch)
    assert indexes_of(double) == []

    bring_copy_in(tmp_path / "copy", by=BY)

    assert indexes_of(double) == [f"{double.column}_i"]
    page = read_page(record_kind("contact"), seen_by=SYSTEM, columns=["name", "double"], sort="double")
    assert [row["double"] for row in page.rows if row["double"] is not None] == [225]


def indexes_of(field: CustomField) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("select indexname from pg_indexes where indexname = %s", [f"{field.column}_i"])
        return [name for (name,) in cursor.fetchall()]


def test_one_that_nobody_had_built_yet_is_built_too(
    double: CustomField, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The job that was to do it stayed behind."""
    CustomField.objects.filter(pk=double.pk).update(index_state=IndexState.WANTED)
    take_copy(tmp_path / "copy", by=BY)
    elsewhere(tmp_path, monkeypatch)

    bring_copy_in(tmp_path / "copy", by=BY)

    assert indexes_of(double) == [f"{double.column}_i"]
    assert CustomField.objects.get(pk=double.pk).index_state == IndexState.READY


def test_an_archived_formula_arrives_with_its_index(
    double: CustomField, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive_field(double.id, by=SYSTEM)
    take_copy(tmp_path / "copy", by=BY)
    elsewhere(tmp_path, monkeypatch)

    bring_copy_in(tmp_path / "copy", by=BY)

    assert indexes_of(double) == [f"{double.column}_i"]
