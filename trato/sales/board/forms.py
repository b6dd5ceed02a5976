"""What a stage asks for when a deal is put into it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from trato.foundation.public import STANDING, RecordKind, record_kind
from trato.sales.deals.models import Deal
from trato.sales.pipelines.models import LOST, Stage
from trato.web.public import field_of

MOST_REASONS = 8
LATELY = 2_000  # lost deals


class MoveForm(forms.Form):
    deal = forms.UUIDField()
    stage = forms.CharField(max_length=100)
    seen_version = forms.IntegerField(min_value=1, required=False)


class GateForm(forms.Form):
    """Only what is missing is asked for; what was typed stays."""

    def __init__(self, stage: Stage, asked: Sequence[str], ticked: Sequence[str], given: Any = None) -> None:
        super().__init__(given, auto_id="gate_%s")
        kind = record_kind("deal")
        self.stage = stage
        for name in dict.fromkeys([*asked, *(["competitor"] if stage.state == LOST else [])]):
            if name == "checks":
                self.fields["checks"] = _checklist(stage, ticked)
            elif name in kind.by_name:
                self.fields[name] = field_of(kind.by_name[name])
                self.fields[name].required = name != "competitor"
        for field in list(self.fields.values())[:1]:
            field.widget.attrs["autofocus"] = True
        if "lost_reason" in self.fields:
            self.fields["lost_reason"].widget.attrs["list"] = "reasons"

    def tell(self, problems: Mapping[str, str], kind: RecordKind) -> None:
        """At its field; what has none here above all."""
        self.full_clean()
        self.errors.clear()
        for name, reason in problems.items():
            self.add_error(name if name in self.fields else None, str(reason))


def _checklist(stage: Stage, ticked: Sequence[str]) -> forms.Field:
    return forms.MultipleChoiceField(
        label=_("Check"),
        choices=[(item, item) for item in stage.checklist],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        initial=list(ticked),
    )


def reasons() -> list[str]:
    """Those that were said most often of late: to count all that were ever said takes as long as a report."""
    lost = Deal.objects.filter(STANDING, state=LOST).exclude(lost_reason="").order_by("-close_on")
    said = Counter(lost.values_list("lost_reason", flat=True)[:LATELY])
    return sorted(said, key=lambda reason: (-said[reason], reason))[:MOST_REASONS]
