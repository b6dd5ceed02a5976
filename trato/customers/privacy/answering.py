"""Writing the answer to somebody who asks what is known about them: a page to read, JSON, and their files."""

import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from trato.foundation.public import Subject, installation, personal_data_of, record_kind
from trato.kit.clock import now

MOST_OF_ALL = "customers.contact"
BEHIND = ("customers.events", "foundation.changes")
# What rows of other things than fields are called.
LABELS = {
    "at": _("Time"),
    "text": _("Text"),
    "deleted": _("Deleted"),
    "purpose": _("Purpose"),
    "channel": _("Channel"),
    "state": _("State"),
    "source": _("Source"),
    "wording": _("Wording"),
    "wording_version": _("Version of the wording"),
    "wording_language": _("Language of the wording"),
    "proof": _("Proof"),
    "kind": _("What"),
    "door": _("Where it came in"),
    "data": _("Details"),
    "details": _("Details"),
    "version": _("Version"),
    "act": _("Act"),
    "before": _("Before"),
    "after": _("After"),
    "type": _("Type"),
    "size": _("Size"),
    "file": _("File"),
    "line": _("Line"),
    "cells": _("Cells"),
}


@dataclass(frozen=True)
class Line:
    label: str
    text: str


@dataclass(frozen=True)
class Section:
    """One contribution: its rows as they are in JSON, and as a person reads them."""

    name: str
    label: str
    rows: Sequence[Mapping[str, Any]]

    @property
    def told(self) -> list[list[Line]]:
        known = {spec.name: str(spec.label) for spec in record_kind("contact").fields}
        labels = known if self.name == MOST_OF_ALL else {**known, **{name: str(each) for name, each in LABELS.items()}}
        return [
            [
                Line(labels.get(name, name.replace("_", " ")), text)
                for name, value in row.items()
                if (text := _text(value))
            ]
            for row in self.rows
        ]


@contextmanager
def one_moment() -> Iterator[None]:
    """Everything is read as it stood at one instant: a consent withdrawn meanwhile is in it whole or not yet."""
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if is_outermost:
            with connection.cursor() as cursor:
                cursor.execute("set transaction isolation level repeatable read, read only")
        yield


def write_answer(subject: Subject, path: Path) -> int:
    """Answers the size of the file."""
    moment = now()
    with one_moment():
        known = personal_data_of(subject.kind)
        sections = [Section(each.name, str(each.label), list(each.read(subject))) for each in known]
        files = [found for each in known for found in each.files(subject)]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        names = _names_of_files(files)
        archive.writestr("index.html", _page(sections, names, moment))
        archive.writestr("data.json", _json(sections, moment))
        for name, (_given, source) in zip(names, files, strict=True):
            archive.write(source, f"files/{name}")
    path.chmod(0o600)
    return path.stat().st_size


def _page(sections: Sequence[Section], files: Sequence[str], moment: datetime) -> str:
    """Who they are stands first, what happened and how values changed behind it."""
    read = [each for each in sections if each.rows]
    read.sort(key=lambda each: (each.name != MOST_OF_ALL, each.name in BEHIND))
    facts = {"sections": read, "files": files, "moment": moment}
    return render_to_string("customers/privacy/answer.html", {**facts, "company": installation().name})


def _json(sections: Sequence[Section], moment: datetime) -> str:
    told = {each.name: list(each.rows) for each in sections if each.rows}
    return json.dumps({"read_at": moment, "data": told}, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)


def _names_of_files(files: Sequence[tuple[str, Any]]) -> list[str]:
    """As they are called, each once, without anything that a path could be made of."""
    found: list[str] = []
    for number, (name, _source) in enumerate(files, start=1):
        plain = "".join("_" if each in '/\\:*?"<>|' or not each.isprintable() else each for each in name).strip(". ")
        found.append(f"{number:03d} {plain[-120:] or 'file'}")
    return found


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {text}" for name, each in value.items() if (text := _text(each)))
    if isinstance(value, list | tuple):
        return "\n".join(filter(None, map(_text, value)))
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S} UTC"
    return str(value)
