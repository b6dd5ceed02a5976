from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from trato.foundation.public import AdministratorFacts
from trato.web.settings.forms import CompanyForm


class FirstRunForm(CompanyForm):
    name = forms.CharField(label=_("Your name"), max_length=200, widget=forms.TextInput({"autocomplete": "name"}))
    email = forms.CharField(
        label=_("Your e-mail"), max_length=254, widget=forms.EmailInput({"autocomplete": "username"})
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}, render_value=True),
        help_text=_("At least ten characters. A few words that only you put together are best."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["company_name"].widget.attrs |= {"autocomplete": "organization"}
        if not self.is_bound:
            self.fields["company_name"].widget.attrs["autofocus"] = True
        self.fields["time_zone"].widget.attrs["data-guess-zone"] = ""

    def administrator(self) -> AdministratorFacts:
        given = self.cleaned_data
        return AdministratorFacts(name=given["name"], email=given["email"], password=given["password"])
