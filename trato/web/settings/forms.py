"""What may be typed about oneself and about the company."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from trato.foundation.public import CompanyFacts, Installation, Theme, User
from trato.web.people.choices import country_choices, currency_choices, languages, time_zones


class PreferencesForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200, help_text=_("How colleagues see you."))
    language = forms.ChoiceField(label=_("Language"), choices=languages)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=time_zones)
    theme = forms.ChoiceField(label=_("Theme"), choices=Theme.choices)
    single_keys = forms.BooleanField(
        label=_("Single-letter keys"),
        required=False,
        help_text=_("Off: only combinations with Ctrl do something. For those who dictate or touch keys by accident."),
    )

    @classmethod
    def of(cls, user: User) -> "PreferencesForm":
        return cls(initial={name: getattr(user, name) for name in cls.base_fields})


class CompanyForm(forms.Form):
    company_name = forms.CharField(label=_("Company"), max_length=200)
    language = forms.ChoiceField(
        label=_("Language"), choices=languages, help_text=_("Of new people and of what Trato names by itself.")
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=time_zones)
    currency = forms.ChoiceField(
        label=_("Currency"), choices=currency_choices, help_text=_("Of amounts that name none.")
    )
    phone_country = forms.ChoiceField(
        label=_("Country of phone numbers"), choices=country_choices, help_text=_("Of numbers written without +.")
    )
    own_domains = forms.CharField(
        label=_("Own e-mail domains"),
        required=False,
        help_text=_("Who writes from them is a colleague, not a customer. Several with commas between."),
    )

    @classmethod
    def of(cls, company: Installation) -> "CompanyForm":
        facts = {name: getattr(company, name) for name in ("language", "time_zone", "currency", "phone_country")}
        return cls(initial=facts | {"company_name": company.name, "own_domains": ", ".join(company.own_domains)})

    def facts(self) -> CompanyFacts:
        given: dict[str, Any] = self.cleaned_data
        return CompanyFacts(
            name=given["company_name"],
            language=given["language"],
            time_zone=given["time_zone"],
            currency=given["currency"],
            phone_country=given["phone_country"],
            own_domains=tuple(re.split(r"[\s,;]+", given["own_domains"].strip(" ,;"))) if given["own_domains"] else (),
        )
