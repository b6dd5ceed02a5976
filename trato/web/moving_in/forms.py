"""What a person says about a move."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trato.foundation.moving_in.public import system_named, systems

NOT_SAID = "?"  # of a word: a person has not looked at it yet


class ManyFiles(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        return list(files.getlist(name))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in files


class FilesField(forms.FileField):
    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> Any:
        if not data:
            raise forms.ValidationError(_("Choose the files first."))
        return data


class FilesForm(forms.Form):
    dropped = FilesField(
        label=gettext_lazy("Files"),
        help_text=gettext_lazy("The ZIP file as it is, or all its CSV and Excel files together."),
    )

    def uploads(self) -> list[tuple[str, Any]]:
        return [(each.name or "", each.file) for each in self.cleaned_data["dropped"]]


class StartForm(FilesForm):
    system = forms.ChoiceField(label=gettext_lazy("Where do you come from?"), widget=forms.RadioSelect)

    field_order = ("system", "dropped")

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        chosen = self.fields["system"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [(each.name, each.label) for each in systems()]


class PlainForm(forms.Form):
    """For what is said by pressing something: only refused, never wrong."""


def label_of(system: str) -> str:
    found = system_named(system)
    return found.label if found else system


def chosen_people(given: Any, keys: Mapping[str, Any]) -> dict[str, str]:
    """By their place in the list: a name may hold anything."""
    return {key: given[f"person_{at}"] for at, key in enumerate(sorted(keys)) if f"person_{at}" in given}


def chosen_words(given: Any, words: Sequence[Any]) -> dict[tuple[str, str], str]:
    return {
        (each.field.name, each.word): given[f"word_{at}"]
        for at, each in enumerate(words)
        if given.get(f"word_{at}", NOT_SAID) != NOT_SAID
    }


def chosen_places(given: Any) -> list[int]:
    return [int(each) for each in given.getlist("column") if each.isascii() and each.isdecimal() and len(each) < 6]
