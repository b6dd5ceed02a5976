"""What a person says about pipelines and their stages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from trato.foundation.public import record_kind
from trato.sales.pipelines.models import STATES, Stage
from trato.sales.pipelines.use_cases.stages import StageFacts

NEVER_ASKED = ("name", "stage", "pipeline", "checks")


class PipelineForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=100)
    is_archived = forms.BooleanField(
        label=_("Out of use"), required=False, help_text=_("Its deals stay; new ones are made in the others.")
    )


class NewPipelineForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=100)


class StageForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=100)
    state = forms.ChoiceField(label=_("What it means"), choices=STATES)
    probability = forms.IntegerField(
        label=_("Probability in percent"), help_text=_("How many of a hundred deals here are won in the end.")
    )
    rots_after_days = forms.IntegerField(
        label=_("Too long after days"),
        required=False,
        help_text=_("A deal that is longer in this stage is coloured on the board. Empty: never."),
    )
    required_fields = forms.MultipleChoiceField(
        label=_("Needed to enter"), required=False, widget=forms.CheckboxSelectMultiple
    )
    checklist = forms.CharField(
        label=_("To be checked before"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("One in each line. All of them are ticked on a deal before it may enter."),
    )

    def __init__(self, stage: Stage | None, *given: Any) -> None:
        super().__init__(*given)
        needed = self.fields["required_fields"]
        assert isinstance(needed, forms.MultipleChoiceField)
        needed.choices = [
            (spec.name, str(spec.label))
            for spec in record_kind("deal").fields
            if spec.editable and (spec.column or spec.part) and spec.name not in NEVER_ASKED
        ]
        if stage is not None:
            names = ("name", "state", "probability", "rots_after_days", "required_fields")
            self.initial = {name: getattr(stage, name) for name in names}
            self.initial["checklist"] = "\n".join(stage.checklist)

    def facts(self) -> StageFacts:
        said = {**self.cleaned_data, "checklist": self.cleaned_data["checklist"].splitlines()}
        return StageFacts(**said)


class RemoveStageForm(forms.Form):
    to = forms.ChoiceField(label=_("Where its deals go"), required=False)

    def __init__(self, others: list[Stage], *given: Any) -> None:
        super().__init__(*given)
        to = self.fields["to"]
        assert isinstance(to, forms.ChoiceField)
        to.choices = [("", "—"), *((each.code, each.name) for each in others)]
