"""The editor of a field that people make: what is asked depends on what it is."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from trato.foundation.fields.public import (
    CHOOSING,
    COLOURS,
    FORMULA,
    SEARCHABLE,
    CustomField,
    FieldFacts,
    FieldOption,
    OptionFacts,
    fields_of_kind,
    stages_of,
)
from trato.foundation.public import RecordKind, Role, limit_of
from trato.web.fields.kinds import COLOUR_NAMES

LIMITS = [("", _("See and edit")), ("read_only", _("See only")), ("hidden", _("Hidden"))]
LONGEST_NEW_OPTIONS = 20_000


class FieldEditor(forms.Form):
    """For one that is there, or for a new one of a type."""

    use_required_attribute = False

    label = forms.CharField(label=_("Label"), strip=False)
    section = forms.CharField(
        label=_("Section"), required=False, help_text=_("The heading under which it stands on a record.")
    )
    help = forms.CharField(label=_("Help"), required=False, help_text=_("A sentence for whoever fills it in."))

    def __init__(self, kind: RecordKind, type_: str, given: Any = None, *, field: CustomField | None = None) -> None:
        super().__init__(given, initial=_initial(field))
        self.kind, self.type, self.field = kind, type_, field
        self.options = list(field.options.filter(archived_at__isnull=True).order_by("place", "id")) if field else []
        sections = dict.fromkeys(each.section for each in fields_of_kind(kind) if each.section)
        self.sections = list(sections)
        self.fields["section"].widget.attrs["list"] = "sections"
        self._add_what_it_asks_for()

    def _add_what_it_asks_for(self) -> None:
        if self.field is None:
            self.fields["name"] = forms.CharField(
                label=_("Name for programs"),
                required=False,
                help_text=_("Small letters, digits and underscores. It never changes; empty makes it of the label."),
            )
        if self.type in CHOOSING:
            self._add_options()
        if self.type == FORMULA:
            self.fields["formula"] = _formula()
        else:
            self._add_requirements()
        if self.type in SEARCHABLE and self.field is None:
            self.fields["searchable"] = _box(_("Found by the search"), _("For everybody who sees the record."))
        self.fields["is_listed"] = _box(_("A column of lists from the start"))
        self.fields["is_personal"] = _box(
            _("Personal data"), _("Given out to people who ask for their data, and erased with it.")
        )

    def _add_requirements(self) -> None:
        self.fields["is_required"] = _box(_("Required"), _("No new record without it, and nobody can empty it."))
        if stages := stages_of(self.kind):
            self.fields["required_at"] = forms.MultipleChoiceField(
                label=_("Required at these stages"),
                required=False,
                choices=stages,
                widget=forms.CheckboxSelectMultiple,
            )
        self.fields["is_quick"] = _box(_("Asked for when a record is made"))

    def _add_options(self) -> None:
        for option in self.options:
            for name, each in _option_fields(option).items():
                self.fields[f"option_{option.id.hex}_{name}"] = each
        self.fields["more"] = forms.CharField(
            label=_("Options") if self.field is None else _("More options"),
            required=False,
            max_length=LONGEST_NEW_OPTIONS,
            widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
            help_text=_("One on each line."),
        )

    def plain(self) -> Iterator[forms.BoundField]:
        return (self[name] for name in self.fields if not name.startswith("option_"))

    def option_rows(self) -> Iterator[list[forms.BoundField]]:
        for option in self.options:
            yield [self[f"option_{option.id.hex}_{name}"] for name in ("label", "colour", "place", "gone")]

    def facts(self) -> FieldFacts:
        given = self.cleaned_data
        return FieldFacts(
            label=given["label"],
            help=given["help"],
            section=given["section"],
            formula=given.get("formula", ""),
            is_required=given.get("is_required", False),
            required_at=given.get("required_at", ()),
            is_personal=given["is_personal"],
            is_quick=given.get("is_quick", False),
            is_listed=given["is_listed"],
            options=[*self._kept(), *(OptionFacts(label=line) for line in _lines(given.get("more", "")))],
        )

    def _kept(self) -> list[OptionFacts]:
        """Those that are there, in the order of their numbers, without the ones taken out."""
        kept = []
        for option in self.options:
            facts = {name: self.cleaned_data[f"option_{option.id.hex}_{name}"] for name in _option_fields(option)}
            if not facts["gone"]:
                chosen = OptionFacts(id=option.id, label=facts["label"], colour=facts["colour"])
                kept.append((facts["place"] or 0, chosen))
        return [each for _place, each in sorted(kept, key=lambda pair: pair[0])]


class LimitsForm(forms.Form):
    """What each role may do with one field; whoever administers may do everything."""

    def __init__(self, field: CustomField, *args: Any) -> None:
        super().__init__(*args)
        self.name = f"{field.kind}.{field.name}"
        for role in Role.objects.filter(is_administrator=False).order_by("created_at"):
            limit = limit_of(role, self.name)
            self.fields[f"role_{role.pk.hex}"] = forms.ChoiceField(
                label=role.name, required=False, choices=LIMITS, initial=limit
            )

    def limits(self) -> dict[UUID, str]:
        return {UUID(hex=name.removeprefix("role_")): value for name, value in self.cleaned_data.items()}


class DropForm(forms.Form):
    use_required_attribute = False

    label = forms.CharField(label=_("Its label, to confirm"), widget=forms.TextInput(attrs={"autocomplete": "off"}))


def _initial(field: CustomField | None) -> dict[str, Any]:
    if field is None:
        return {"is_personal": True}
    names = (
        "label",
        "section",
        "help",
        "formula",
        "is_required",
        "required_at",
        "is_quick",
        "is_listed",
        "is_personal",
    )
    return {name: getattr(field, name) for name in names}


def _box(label: Any, says: Any = "") -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False, help_text=says)


def _formula() -> forms.CharField:
    return forms.CharField(
        label=_("Formula"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false", "class": "t-code"}),
        help_text=_(
            "Fields in braces: {founded_year} + 10. Functions: if, coalesce, concat, round, min, max, and, or, not,"
            " days_between, today."
        ),
    )


def _option_fields(option: FieldOption) -> dict[str, forms.Field]:
    return {
        "label": forms.CharField(label=_("Option"), initial=option.label, strip=False),
        "colour": forms.ChoiceField(
            label=_("Colour"),
            required=False,
            choices=[(code, COLOUR_NAMES[code]) for code in COLOURS],
            initial=option.colour,
        ),
        "place": forms.IntegerField(label=_("Place"), required=False, initial=option.place + 1),
        "gone": forms.BooleanField(label=_("Take out"), required=False),
    }


def _lines(text: str) -> list[str]:
    return [line for each in text.splitlines() if (line := each.strip())]
