"""A file of colleagues: chosen, looked at, brought in."""

import json
import tempfile
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trato.foundation.public import PersonRow, read_people
from trato.web.people.forms import role_choices

MOST_BYTES = 1024 * 1024
WORDS = [each.name for each in fields(PersonRow) if each.name != "line"]


class PeopleFileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        max_length=1_000,
        allow_empty_file=True,  # refused with our own words
        help_text=gettext_lazy(
            "A CSV file whose first row names the columns: name, e-mail, team, manager, regional office, role. "
            "One of the first two is needed."
        ),
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("A file of people has at most one megabyte."))
        return file

    def rows(self) -> list[PersonRow]:
        with tempfile.NamedTemporaryFile(suffix=".csv") as kept:
            kept.writelines(self.cleaned_data["file"].chunks())
            kept.flush()
            return read_people(Path(kept.name))


class PeopleRowsForm(forms.Form):
    """The rows that were shown, sent back; whatever comes is read as if it stood in a file."""

    rows = forms.CharField(widget=forms.HiddenInput, max_length=4 * MOST_BYTES)
    roles = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Roles"),
        required=False,
        coerce=UUID,
        widget=forms.CheckboxSelectMultiple,
        choices=role_choices,
        help_text=gettext_lazy("For those who are new and of whom the file names no role."),
    )

    @classmethod
    def of(cls, rows: list[PersonRow]) -> "PeopleRowsForm":
        return cls(initial={"rows": json.dumps([asdict(row) for row in rows])})

    def clean_rows(self) -> list[PersonRow]:
        try:
            found = json.loads(self.cleaned_data["rows"])
            return [_row(each) for each in found]
        except (ValueError, TypeError, KeyError, RecursionError):
            raise forms.ValidationError(_("These rows cannot be read. Choose the file again.")) from None


def _row(given: dict[str, Any]) -> PersonRow:
    words = {name: given[name] for name in WORDS}
    if not all(isinstance(each, str) for each in words.values()):
        raise TypeError
    return PersonRow(line=int(given["line"]), **words)
