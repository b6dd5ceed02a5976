"""What a person says about a list on its way into a file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from trato.foundation.exports.public import Format, has_cards
from trato.foundation.public import RecordKind

SHOWN, ALL = "shown", "all"
FORMATS: list[tuple[str, Any]] = [
    (Format.CSV, _("CSV, for programs")),
    (Format.XLSX, _("XLSX, for spreadsheets")),
    (Format.JSONL, _("JSON Lines, for programs that want lists and numbers as they are")),
    (Format.PARQUET, _("Parquet, for analysts: every column of its type")),
    (f"{Format.VCARD}-4.0", _("vCard 4.0, for address books")),
    (f"{Format.VCARD}-3.0", _("vCard 3.0, for older address books")),
]


class ExportForm(forms.Form):
    columns = forms.ChoiceField(
        label=_("Columns"),
        choices=[(SHOWN, _("The columns of the list")), (ALL, _("Everything known, to bring it in elsewhere"))],
    )
    format = forms.ChoiceField(
        label=_("File"),
        choices=FORMATS,
    )
    mark = forms.BooleanField(
        label=_("Excel opens this CSV file"),
        required=False,
        initial=True,
        help_text=_("A mark at its beginning tells Excel how letters are written. Nearly every program skips it."),
    )

    def __init__(self, data: Any = None, *, kind: RecordKind) -> None:
        super().__init__(data)
        field = self.fields["format"]
        if isinstance(field, forms.ChoiceField) and not has_cards(kind.name):
            field.choices = [(name, label) for name, label in FORMATS if not name.startswith(Format.VCARD)]

    def shape(self) -> dict[str, Any]:
        """How the file is written, as the use cases are told."""
        format_, _dash, version = self.cleaned_data["format"].partition("-")
        return {"format_": format_, "card_version": version, "has_mark": self.cleaned_data["mark"]}
