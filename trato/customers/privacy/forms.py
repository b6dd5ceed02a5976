"""What may be typed about retention, and the word that an erasure asks for."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trato.customers.privacy.models import RetentionAct, RetentionRule
from trato.customers.stages import LIFECYCLE_STAGES


class RetentionForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=100)
    stages = forms.MultipleChoiceField(
        label=gettext_lazy("Contacts in these stages"),
        choices=LIFECYCLE_STAGES,
        widget=forms.CheckboxSelectMultiple,
    )
    months = forms.IntegerField(
        label=gettext_lazy("Without any activity for so many months"), min_value=1, max_value=1_200
    )
    act = forms.ChoiceField(label=gettext_lazy("What becomes of them"), choices=RetentionAct.choices)

    @classmethod
    def of(cls, rule: RetentionRule) -> "RetentionForm":
        return cls(initial={name: getattr(rule, name) for name in cls.base_fields})


class EraseForm(forms.Form):
    """What cannot be undone is confirmed by typing the name."""

    name = forms.CharField(
        label=gettext_lazy("Type the name to confirm"),
        max_length=1_000,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )

    def __init__(self, *given: Any, wanted: str, **named: Any) -> None:
        super().__init__(*given, **named)
        self.wanted = wanted

    def clean_name(self) -> str:
        typed: str = self.cleaned_data["name"]
        if " ".join(typed.split()).casefold() != " ".join(self.wanted.split()).casefold():
            raise forms.ValidationError(_("This is not the name. Nothing was erased."))
        return typed
