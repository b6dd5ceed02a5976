"""What may be typed about purposes and consents."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from trato.customers.consent.models import Channel, Purpose, Source, State, Wording
from trato.customers.consent.queries import Standing, current_wordings, purposes_in_use, standing_of, wording_for
from trato.customers.consent.use_cases.record import Statement
from trato.customers.contacts.models import Contact


def _language_name(code: str) -> str:
    return str(dict(settings.LANGUAGES).get(code, code))


class WordingForm(forms.Form):
    """A text for each language of the house; others come by the API or stand there already."""

    def __init__(self, *given: Any, wordings: Sequence[Wording] = (), **named: Any) -> None:
        super().__init__(*given, **named)
        held = {each.language: each.text for each in wordings}
        for code in dict.fromkeys([*(code for code, _name in settings.LANGUAGES), *held]):
            self.fields[f"text_{code}"] = forms.CharField(
                label=_("Wording, %(language)s") % {"language": _language_name(code)},
                initial=held.get(code, ""),
                required=False,
                max_length=20_000,
                widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
            )

    def texts(self) -> dict[str, str]:
        given = self.cleaned_data
        return {name.removeprefix("text_"): given[name] for name in given if name.startswith("text_")}


class PurposeForm(forms.Form):
    label = forms.CharField(label=_("Name"), max_length=100, help_text=_("As customers read it: newsletter."))
    description = forms.CharField(
        label=_("Description"), required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": 2})
    )
    channels = forms.MultipleChoiceField(
        label=_("Channels"), choices=Channel.choices, widget=forms.CheckboxSelectMultiple
    )

    @classmethod
    def of(cls, purpose: Purpose) -> "PurposeForm":
        return cls(initial={name: getattr(purpose, name) for name in cls.base_fields})


class NewPurposeForm(PurposeForm, WordingForm):
    code = forms.CharField(
        label=_("Code"), max_length=60, help_text=_("How files and programs name it: newsletter. It never changes.")
    )
    field_order = ["label", "code", "description", "channels"]


class ConsentForm(forms.Form):
    """What a colleague heard or read. Its wording is one of those in use."""

    what = forms.ChoiceField(label=_("Purpose and channel"))
    state = forms.ChoiceField(label=_("What they said"), choices=State.choices, initial=State.WITHDRAWN)
    wording = forms.ChoiceField(
        label=_("Wording"), required=False, help_text=_("The words that they agreed to. Needed for a consent.")
    )
    at = forms.DateTimeField(
        label=_("When"),
        required=False,
        help_text=_("Left empty: now."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    proof = forms.CharField(
        label=_("What proves it"),
        required=False,
        max_length=10_000,
        help_text=_("Such as “said on the phone”, or the name of the paper they signed."),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )

    def __init__(self, *given: Any, contact: Contact, **named: Any) -> None:
        super().__init__(*given, **named)
        self.contact = contact
        standing = standing_of(contact.id)
        wordings = current_wordings([each.purpose for each in standing])
        self.wordings = {f"{w.purpose_id}_{w.version}_{w.language}": w for rows in wordings.values() for w in rows}
        self._choices("what", [(_key(each), f"{each.purpose} · {each.channel_label}") for each in standing])
        told = [(key, _told(wording)) for key, wording in self.wordings.items()]
        self._choices("wording", [("", "—"), *told])

    def _choices(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        field: Any = self.fields[name]
        field.choices = choices

    def statement(self) -> Statement:
        given = self.cleaned_data
        purpose, _colon, channel = given["what"].rpartition(":")
        wording = self.wordings.get(given["wording"])
        fits = wording is not None and wording.purpose.code == purpose
        return Statement(
            contact_id=self.contact.id,
            purpose=purpose,
            channel=channel,
            state=given["state"],
            source=Source.COLLEAGUE,
            at=given["at"],
            wording=wording.version if wording and fits else None,
            language=wording.language if wording and fits else "",
            proof=given["proof"],
        )


def _key(each: Standing) -> str:
    return f"{each.purpose.code}:{each.channel}"


def _told(wording: Wording) -> str:
    start = wording.text if len(wording.text) <= 60 else f"{wording.text[:60]}…"
    return f"{wording.purpose} · {_language_name(wording.language)} {wording.version} · {start}"


class PreferencesAsked:
    """What the person's own page shows: each purpose in its words, in one language."""

    def __init__(self, contact: Contact, language: str) -> None:
        self.contact = contact
        purposes = list(purposes_in_use())
        wordings = current_wordings(purposes)
        self.standing = standing_of(contact.id, purposes=purposes)
        self.wordings = {each.id: wording_for(wordings[each.id], language) for each in purposes}
        self.groups = [
            (each, self.wordings[each.id], [one for one in self.standing if one.purpose.id == each.id])
            for each in purposes
        ]

    def statements(self, given: QueryDict) -> Mapping[tuple[str, str], Statement]:
        """A box that is not ticked takes back what was given; it writes nothing where nothing was said."""
        takes_all_back = "withdraw_all" in given
        ticked = set() if takes_all_back else set(given.getlist("given"))
        found = {}
        for each in self.standing:
            wants = _key(each) in ticked and self.wordings.get(each.purpose.id) is not None
            if wants and not each.is_given:
                found[each.purpose.code, each.channel] = self._said(each, State.GIVEN, given)
            elif not wants and (each.state in (State.GIVEN, State.PENDING) or takes_all_back):
                found[each.purpose.code, each.channel] = self._said(each, State.WITHDRAWN, given)
        return found

    def _said(self, each: Standing, state: str, given: QueryDict) -> Statement:
        """With the words that stood on the page when it was answered."""
        now = self.wordings.get(each.purpose.id)
        version, _dot, language = given.get(f"wording_{each.purpose.code}", "").partition(".")
        is_told = version.isdecimal() and len(version) < 6
        return Statement(
            contact_id=self.contact.id,
            purpose=each.purpose.code,
            channel=each.channel,
            state=state,
            source=Source.PREFERENCES,
            wording=int(version) if is_told else (now.version if now else None),
            language=language if is_told else (now.language if now else ""),
        )
