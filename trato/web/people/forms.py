"""What may be typed about a colleague."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from trato.foundation.public import Role, User, is_placeholder, shown_address, team_tree
from trato.web.people.choices import languages

INDENT = "\u2003"


def team_choices() -> list[tuple[str, str]]:
    """The tree, deeper teams moved in."""
    return [(str(team.id), f"{INDENT * team.depth}{team.name}") for team in team_tree()]


def role_choices() -> list[tuple[str, str]]:
    return [(str(id_), name) for id_, name in Role.objects.order_by("created_at").values_list("id", "name")]


class PersonForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.CharField(label=_("E-mail"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    language = forms.ChoiceField(label=_("Language"), choices=languages)
    roles = forms.TypedMultipleChoiceField(
        label=_("Roles"),
        required=False,
        coerce=UUID,
        widget=forms.CheckboxSelectMultiple,
        choices=role_choices,
        help_text=_("With several, the furthest reach of each right counts. Without one a person sees nothing."),
    )
    teams = forms.TypedMultipleChoiceField(
        label=_("Teams"), required=False, coerce=UUID, widget=forms.CheckboxSelectMultiple, choices=team_choices
    )

    @classmethod
    def of(cls, user: User, given: Any = None) -> "PersonForm":
        """Who came by a file may have no address; until one is given, none is asked for."""
        form = cls(
            given,
            initial={
                "name": user.name,
                "email": shown_address(user.email),
                "language": user.language,
                "roles": list(user.roles.values_list("id", flat=True)),
                "teams": list(user.teams.values_list("id", flat=True)),
            },
        )
        if is_placeholder(user.email):
            form.fields["email"].required = False
            form.fields["email"].help_text = _("Nobody has told it yet. Without one they cannot sign in.")
        return form

    def has_teams(self) -> bool:
        return bool(team_choices())

    def facts(self) -> dict[str, Any]:
        return {**self.cleaned_data, "email": self.cleaned_data["email"] or None}
