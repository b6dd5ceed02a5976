"""What a person says about a list on its way into a file."""

from django import forms
from django.utils.translation import gettext_lazy as _

from trato.foundation.public import Format

SHOWN, ALL = "shown", "all"


class ExportForm(forms.Form):
    columns = forms.ChoiceField(
        label=_("Columns"),
        choices=[(SHOWN, _("The columns of the list")), (ALL, _("Everything known, to bring it in elsewhere"))],
    )
    format = forms.ChoiceField(
        label=_("File"),
        choices=[
            (Format.CSV, _("CSV, for programs")),
            (Format.XLSX, _("XLSX, for spreadsheets")),
            (Format.JSONL, _("JSON Lines, for programs that want lists and numbers as they are")),
        ],
    )
    mark = forms.BooleanField(
        label=_("Excel opens this CSV file"),
        required=False,
        initial=True,
        help_text=_("A mark at its beginning tells Excel how letters are written. Nearly every program skips it."),
    )
