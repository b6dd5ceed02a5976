"""What a person says about a file on its way in."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from trato.foundation.public import (
    ENCODINGS,
    SEPARATORS,
    Actor,
    Import,
    Rule,
    importable_fields,
    keys_of_import,
    record_kind,
    record_kinds,
)

SEPARATOR_NAMES = {",": _("Comma ,"), ";": _("Semicolon ;"), "\t": _("Tab"), "|": _("Bar |")}


class UploadForm(forms.Form):
    kind = forms.ChoiceField(label=_("What does the file hold?"))
    file = forms.FileField(
        label=_("CSV file"),
        max_length=1_000,
        allow_empty_file=True,  # refused with our own words, like every file that holds nothing
        help_text=_("The first row names the columns."),
    )

    def __init__(self, actor: Actor, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        kinds = [kind for kind in record_kinds() if actor.may(kind.right("create"))]
        chosen = self.fields["kind"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [(kind.name, kind.label_plural) for kind in kinds]

    def facts(self) -> dict[str, Any]:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        return {"kind": self.cleaned_data["kind"], "file_name": file.name or "", "content": file.chunks()}


class ReadingForm(forms.Form):
    encoding = forms.ChoiceField(label=_("Encoding"), choices=list(ENCODINGS.items()))
    separator = forms.ChoiceField(label=_("Separator"), choices=[(each, SEPARATOR_NAMES[each]) for each in SEPARATORS])


class ColumnsForm(forms.Form):
    """A select for each column: the field it is, or nothing."""

    def __init__(self, one: Import, actor: Actor, *given: Any) -> None:
        super().__init__(*given)
        self.initial = {f"column_{place}": field for place, field in enumerate(one.mapping)}
        fields = importable_fields(record_kind(one.kind), by=actor)
        choices = [("", _("Not used")), *((spec.name, spec.label) for spec in fields)]
        for place, header in enumerate(one.header):
            self.fields[f"column_{place}"] = forms.ChoiceField(label=header, choices=choices, required=False)

    def chosen(self) -> list[str]:
        return [self.cleaned_data[name] for name in self.fields]

    def rows(self, samples: Sequence[Sequence[str]]) -> list[tuple[forms.BoundField, Sequence[str]]]:
        return list(zip(self, samples, strict=True))


class MatchingForm(forms.Form):
    key = forms.ChoiceField(label=_("Match rows by"), widget=forms.RadioSelect)
    rule = forms.ChoiceField(label=_("What to do with a row that is there already"), widget=forms.RadioSelect)

    def __init__(self, one: Import, actor: Actor, *given: Any) -> None:
        super().__init__(*given)
        self.initial = {"key": one.key, "rule": one.rule}
        key, rule = self.fields["key"], self.fields["rule"]
        assert isinstance(key, forms.ChoiceField)
        assert isinstance(rule, forms.ChoiceField)
        key.choices = keys_of_import(one) or [("", _("Nothing, every row is new"))]
        key.required = bool(keys_of_import(one))
        may_edit = actor.may(record_kind(one.kind).right("edit"))
        rule.choices = [each for each in Rule.choices if may_edit or each[0] != Rule.UPDATE]
