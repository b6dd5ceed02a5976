"""What a person says about a file on its way in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from trato.foundation.public import (
    ENCODINGS,
    FORMATS,
    MAKE,
    SEPARATORS,
    Actor,
    Arrived,
    ColumnView,
    Empty,
    FieldType,
    Import,
    NewWord,
    Reading,
    Rule,
    arrived_as,
    importable_fields,
    importable_kind,
    importable_kinds,
    keys_of_import,
)

QUOTE_NAMES = {
    "double": _('Double: "He said ""yes"""'),
    "backslash": _('With a backslash: "He said \\"yes\\""'),
    "single": _("Single: 'He said yes'"),
}
SEPARATOR_NAMES = {",": _("Comma ,"), ";": _("Semicolon ;"), "\t": _("Tab"), "|": _("Bar |")}


class UploadForm(forms.Form):
    kind = forms.ChoiceField(label=_("What does the file hold?"))
    file = forms.FileField(
        label=_("File"),
        max_length=1_000,
        allow_empty_file=True,  # refused with our own words, like every file that holds nothing
        help_text=_("CSV, an Excel workbook (.xlsx), vCard or JSON Lines."),
    )

    def __init__(self, actor: Actor, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        kinds = [kind for kind in importable_kinds() if actor.may(kind.right("create"))]
        chosen = self.fields["kind"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [(kind.name, kind.label_plural) for kind in kinds]

    def facts(self) -> dict[str, Any]:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        return {"kind": self.cleaned_data["kind"], "file_name": file.name or "", "content": file.chunks()}


class ReadingForm(forms.Form):
    encoding = forms.ChoiceField(label=_("Encoding"), choices=list(ENCODINGS.items()))
    separator = forms.ChoiceField(label=_("Separator"), choices=[(each, SEPARATOR_NAMES[each]) for each in SEPARATORS])
    quotes = forms.ChoiceField(label=_("Quotation marks"), choices=list(QUOTE_NAMES.items()), required=False)
    has_header = forms.BooleanField(label=_("The first row names the columns"), required=False)

    @classmethod
    def of(cls, one: Import, given: Any = None) -> "ReadingForm":
        return cls(given, initial={name: getattr(one, name) for name in cls.base_fields})

    def reading(self) -> Reading:
        return Reading(**self.cleaned_data)


class SheetForm(forms.Form):
    """How a workbook is read."""

    sheet = forms.ChoiceField(label=_("Sheet"))
    has_header = forms.BooleanField(label=_("The first row names the columns"), required=False)

    def __init__(self, arrived: Arrived, given: Any = None) -> None:
        super().__init__(given)
        self.initial = {"sheet": arrived.sheet, "has_header": arrived.has_header}
        sheet = self.fields["sheet"]
        assert isinstance(sheet, forms.ChoiceField)
        sheet.choices = [(name, name) for name in arrived.sheets]

    def reading(self) -> Reading:
        return Reading(**self.cleaned_data)


class NoReadingForm(forms.Form):
    """A file that can be read in one way only."""

    def reading(self) -> Reading:
        return Reading()


def reading_form(one: Import, given: Any = None) -> ReadingForm | SheetForm | NoReadingForm:
    arrived = arrived_as(one)
    if arrived is None:
        return ReadingForm.of(one, given)
    return SheetForm(arrived, given) if arrived.sheets else NoReadingForm(given)


@dataclass(frozen=True)
class ColumnRow:
    """One column in the table of columns: its select, what stands in it, and how that is written where it matters."""

    field: forms.BoundField
    format: forms.BoundField | None
    view: ColumnView

    @property
    def is_sure(self) -> bool:
        return bool(self.view.guess.field) and self.field.value() == self.view.guess.field


class ColumnsForm(forms.Form):
    """A select for each column: the field it is, or nothing. Beside it one for dates and numbers."""

    ids_of = forms.CharField(
        label=_("Ids are those of"),
        max_length=100,
        required=False,
        help_text=_("The program that the ids in this file come from, so that two of them are told apart."),
    )

    def __init__(self, one: Import, views: Sequence[ColumnView], actor: Actor, *given: Any) -> None:
        super().__init__(*given)
        self.views = views
        self.initial = {f"column_{place}": field for place, field in enumerate(one.mapping)}
        self.initial |= {f"format_{place}": said for place, said in enumerate(one.formats)} | {"ids_of": one.ids_of}
        fields = importable_fields(importable_kind(one.kind), by=actor)
        choices = [("", _("Not used")), *((spec.name, spec.label) for spec in fields)]
        for place, view in enumerate(views):
            self.fields[f"column_{place}"] = forms.ChoiceField(label=view.header, choices=choices, required=False)
            if view.format.choices:
                self.fields[f"format_{place}"] = _format_field(view)

    def chosen(self) -> dict[str, Any]:
        said = self.cleaned_data
        places = range(len(self.views))
        return {
            "fields": [said[f"column_{place}"] for place in places],
            "formats": [said.get(f"format_{place}", "") for place in places],
            "ids_of": said["ids_of"],
        }

    def rows(self) -> list[ColumnRow]:
        return [
            ColumnRow(self[f"column_{place}"], self[f"format_{place}"] if view.format.choices else None, view)
            for place, view in enumerate(self.views)
        ]


def _format_field(view: ColumnView) -> forms.ChoiceField:
    choices = [("", _("Please choose")), *((name, FORMATS[name]) for name in view.format.choices)]
    label = _("How the values of “%(column)s” are written") % {"column": view.header}
    return forms.ChoiceField(label=label, choices=choices, required=False)


NONE = "-"  # the cell is taken for an empty one
SAID = "="  # before a value


class WordsForm(forms.Form):
    """For each word that means nothing here: a value, a new choice, nothing, or not said yet."""

    def __init__(self, words: Sequence[NewWord], actor: Actor, *given: Any) -> None:
        super().__init__(*given)
        self.words = words
        for place, each in enumerate(words):
            self.fields[f"word_{place}"] = forms.ChoiceField(
                label=each.word,
                choices=_meanings(each, actor),
                required=False,
                initial=_meant(each),
                widget=forms.Select(attrs={"class": "form-select"}),
            )

    def groups(self) -> list[tuple[str, list[tuple[NewWord, forms.BoundField]]]]:
        """The words of each field, and what can be said of them."""
        found: dict[str, list[tuple[NewWord, forms.BoundField]]] = {}
        for place, each in enumerate(self.words):
            found.setdefault(str(each.field.label), []).append((each, self[f"word_{place}"]))
        return list(found.items())

    def chosen(self) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for place, each in enumerate(self.words):
            if said := self.cleaned_data[f"word_{place}"]:
                value = "" if said == NONE else said.removeprefix(SAID)
                found.setdefault(each.field.name, {})[each.word] = value
        return found


def _meanings(each: NewWord, actor: Actor) -> list[tuple[str, str]]:
    spec = each.field
    values = dict([each.alike] if each.alike else []) | {code: str(label) for code, label in spec.choices}
    may_make = spec.make_choices is not None and actor.may(spec.making)
    make = [(MAKE, str(_("A new one called “%(word)s”") % {"word": each.word}))] if may_make else []
    known = [(f"{SAID}{value}", said) for value, said in values.items()]
    is_chosen = spec.type == FieldType.CHOICE
    undecided = _("Not decided: such rows cannot go in") if is_chosen else _("As it is written in the file")
    nothing = _("Nothing: leave it empty")
    return [("", str(undecided)), *known, *make, (NONE, str(nothing))]


def _meant(each: NewWord) -> str:
    if each.chosen is not None:
        return f"{SAID}{each.chosen}" if each.chosen else NONE
    if each.alike:
        return f"{SAID}{each.alike[0]}"
    return MAKE if each.field.make_choices else ""


class MappingForm(forms.Form):
    name = forms.CharField(label=_("Keep these choices as"), max_length=100)


class MatchingForm(forms.Form):
    key = forms.ChoiceField(label=_("Match rows by"), widget=forms.RadioSelect)
    rule = forms.ChoiceField(label=_("What to do with a row that is there already"), widget=forms.RadioSelect)
    empty = forms.ChoiceField(
        required=False,
        label=_("What an empty cell does to it"),
        choices=Empty.choices,
        widget=forms.RadioSelect,
        initial=Empty.SKIP,
    )

    def __init__(self, one: Import, actor: Actor, *given: Any) -> None:
        super().__init__(*given)
        self.initial = {"key": one.key, "rule": one.rule, "empty": one.empty}
        key, rule = self.fields["key"], self.fields["rule"]
        assert isinstance(key, forms.ChoiceField)
        assert isinstance(rule, forms.ChoiceField)
        key.choices = [*keys_of_import(one), ("", _("Nothing, every row is new"))]
        key.required = False
        may_edit = actor.may(importable_kind(one.kind).right("edit"))
        rule.choices = [each for each in Rule.choices if may_edit or each[0] != Rule.UPDATE]

    def facts(self) -> dict[str, str]:
        return {**self.cleaned_data, "empty": self.cleaned_data["empty"] or Empty.SKIP}
