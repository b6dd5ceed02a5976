from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from trato.foundation.public import Team
from trato.web.people.forms import team_choices


def _places() -> list[tuple[str, Any]]:
    return [("", _("At the top")), *team_choices()]


class TeamForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=100)
    parent = forms.TypedChoiceField(label=_("Below"), required=False, coerce=UUID, empty_value=None, choices=_places)

    @classmethod
    def of(cls, team: Team) -> "TeamForm":
        return cls(initial={"name": team.name, "parent": team.parent_id})

    def facts(self) -> dict[str, Any]:
        return {"name": self.cleaned_data["name"], "parent_id": self.cleaned_data["parent"]}
