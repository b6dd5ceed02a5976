"""What stands in a form, for our own page, for the script in other pages and for the code to copy."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from trato.customers.public import Wording
from trato.sales.lead_forms.arriving import AGREED, LANGUAGE, MARK, PAGE, REFERRER, TRAP, WORDING
from trato.sales.lead_forms.marks import new_mark
from trato.sales.lead_forms.models import LeadForm
from trato.sales.lead_forms.queries import wording_in
from trato.sales.lead_forms.questions import Question, questions_of

NAMES = {"mark": MARK, "page": PAGE, "referrer": REFERRER, "language": LANGUAGE, "agreed": AGREED, "wording": WORDING}
# In a page that somebody else wrote a script ends where its closing tag stands, wherever that is.
_ESCAPED = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


@dataclass(frozen=True)
class Drawn:
    """A form as it is filled in, in one language."""

    form: LeadForm
    language: str
    questions: list[Question]
    wording: Wording | None
    mark: str = ""
    refusal: str = ""
    refusals: Mapping[str, str] = field(default_factory=dict)
    has_agreed: bool = False

    @property
    def action(self) -> str:
        return settings.BASE_URL + reverse("sales:lead_form_page", args=[self.form.key])

    @property
    def trap(self) -> str:
        return TRAP

    @property
    def names(self) -> dict[str, str]:
        return NAMES

    @property
    def agreement_refusal(self) -> str:
        return self.refusals.get(AGREED, "")


def drawn(
    form: LeadForm,
    language: str,
    *,
    values: Mapping[str, Any] | None = None,
    refusals: Mapping[str, str] | None = None,
    has_agreed: bool = False,
) -> Drawn:
    """In the language of the moment. With what was typed and why it was not taken, where it was not."""
    wording = wording_in(form, language)
    known = {each["name"] for each in form.asked}
    others = " ".join(why for name, why in (refusals or {}).items() if name not in known and name != AGREED)
    mark = new_mark(form.key, wording=wording.version if wording else None, language=_spoken(wording))
    questions = questions_of(form, values, refusals)
    return Drawn(form, language, questions, wording, mark, others, refusals or {}, has_agreed)


def _spoken(wording: Wording | None) -> str:
    return wording.language if wording else ""


def language_for(form: LeadForm, wanted: str) -> str:
    """The one asked for, where the form speaks it; else what the browser asks for, else the form's first."""
    asked = [wanted.partition("-")[0], (translation.get_language() or "").partition("-")[0]]
    return next((each for each in asked if each in form.languages), form.languages[0])


def thanks_in(form: LeadForm, language: str) -> str:
    return form.thanks.get(language) or _("Thank you. We will be in touch soon.")


def script_of(one: Drawn) -> str:
    """A program that draws the form where it stands."""
    facts = {
        "action": one.action,
        "language": one.language,
        "questions": [each.facts() for each in one.questions],
        "wording": one.wording.text if one.wording else "",
        "wordingIn": f"{one.wording.version}.{one.wording.language}" if one.wording else "",
        "isConsentRequired": one.form.is_consent_required,
        "mark": one.mark,
        "trap": one.trap,
        "names": one.names,
        "words": {
            "send": _("Send"),
            "choose": _("Choose"),
            "trap": _("Leave this empty"),
            "needed": _("needed"),
            "failed": _("This could not be sent. Nothing you typed is lost; try again."),
        },
    }
    text = "".join(_ESCAPED.get(letter, letter) for letter in json.dumps(facts, ensure_ascii=False))
    return render_to_string("sales/lead_forms/form.js", {"facts": text})


def code_of(form: LeadForm) -> dict[str, str]:
    """What is copied into a page: the script, or the form itself."""
    one = drawn(form, form.languages[0])
    script = settings.BASE_URL + reverse("sales:lead_form_script", args=[form.key])
    with translation.override(form.languages[0]):
        plain = render_to_string("sales/lead_forms/plain.html", {"one": drawn(form, form.languages[0])})
    return {"script": f'<script src="{script}" async></script>', "plain": plain.strip(), "address": one.action}
