"""Making and changing forms."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from trato.customers.public import Purpose
from trato.foundation.public import Actor, record_and_publish, use_case
from trato.kit.clock import now
from trato.kit.errors import DomainError
from trato.kit.text import clean_text
from trato.sales.lead_forms.arriving import origin_of
from trato.sales.lead_forms.errors import LeadFormRefused
from trato.sales.lead_forms.events import LeadFormDeleted, LeadFormSaved
from trato.sales.lead_forms.models import LeadForm
from trato.sales.lead_forms.queries import lead_form
from trato.sales.lead_forms.questions import offered_fields, why_unfit

MANAGE = "sales.manage_lead_forms"
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
KEY_LENGTH = 20
MOST_FIELDS, MOST_SITES = 40, 50
LONGEST_NAME, LONGEST_THANKS, LONGEST_ADDRESS, LONGEST_SOURCE = 200, 2_000, 1_000, 200


@dataclass(frozen=True, kw_only=True)
class FormFacts:
    """As somebody gives them. `asked` are (name of a field, whether it is required), in order."""

    name: str
    asked: Sequence[tuple[str, bool]]
    purpose: str = ""
    channels: Sequence[str] = ()
    is_consent_required: bool = False
    thanks: Mapping[str, str] = field(default_factory=dict)
    leads_to: str = ""
    sites: Sequence[str] = ()
    languages: Sequence[str] = ("en",)
    source: str = ""
    is_on: bool = True


@use_case(right=MANAGE)
def save_lead_form(facts: FormFacts, *, by: Actor, form_id: UUID | None = None) -> LeadForm:
    """The key of its address stays for as long as it lives: it stands in other people's pages."""
    checked = _checked(facts)
    form = lead_form(form_id) if form_id else LeadForm(key=_new_key())
    before = _told(form) if form_id else {}
    for name, value in checked.items():
        setattr(form, name, value)
    changed = {name: value for name, value in _told(form).items() if before.get(name) != value}
    if not changed:
        return form
    form.updated_at = now()
    form.save(force_insert=form_id is None)
    event = LeadFormSaved(subject_id=form.id, fields=tuple(changed))
    old = {name: before[name] for name in changed} if form_id else {}
    record_and_publish(event, by=by, act="update" if form_id else "create", before=old, after=changed)
    return form


@use_case(right=MANAGE)
def delete_lead_form(form_id: UUID, *, by: Actor) -> None:
    """It takes nothing more; what came in by it stays."""
    form = lead_form(form_id)
    form.deleted_at = now()
    form.save(update_fields=["deleted_at"])
    record_and_publish(LeadFormDeleted(subject_id=form.id), by=by, act="trash", before=_told(form), after={})


def _new_key() -> str:
    return "".join(secrets.choice(ALPHABET) for _place in range(KEY_LENGTH))


def _told(form: LeadForm) -> dict[str, Any]:
    names = ("name", "asked", "channels", "is_consent_required", "thanks", "leads_to", "sites", "languages", "source")
    purpose = form.purpose.code if form.purpose else ""
    return {**{name: getattr(form, name) for name in names}, "purpose": purpose, "is_on": form.is_on}


def _checked(facts: FormFacts) -> dict[str, Any]:
    problems: dict[str, str] = {}
    checked: dict[str, Any] = {"is_on": facts.is_on, "is_consent_required": facts.is_consent_required}
    for name, read in _READERS.items():
        try:
            checked[name] = read(facts)
        except DomainError as refusal:
            problems[name] = refusal.message
    if not problems and checked["leads_to"] and not _is_allowed(checked["leads_to"], checked["sites"]):
        problems["leads_to"] = _("This address is not on one of the sites that may send the form.")
    if problems:
        raise LeadFormRefused(" ".join(problems.values()), fields=problems)
    checked["channels"] = _channels(facts, checked["purpose"])
    checked["is_consent_required"] = facts.is_consent_required and checked["purpose"] is not None
    return checked


def _name(facts: FormFacts) -> str:
    return _line(facts.name, LONGEST_NAME) or _refuse(_("A form needs a name."))


def _asked(facts: FormFacts) -> list[dict[str, Any]]:
    known = {spec.name for spec in offered_fields()}
    names = [name for name, _required in facts.asked]
    if strange := next((name for name in names if name not in known), ""):
        _refuse(_("There is no field “%(name)s” that a form can ask.") % {"name": strange[:60]})
    if len(names) > MOST_FIELDS or len(set(names)) < len(names):
        _refuse(_("A form asks each field once, and at most %(most)s.") % {"most": MOST_FIELDS})
    if refusal := why_unfit(names):
        _refuse(refusal)
    return [{"name": name, "required": required} for name, required in facts.asked]


def _purpose(facts: FormFacts) -> Purpose | None:
    if not (code := _line(facts.purpose, LONGEST_NAME)):
        return None
    found = Purpose.objects.filter(code=code, archived_at=None).first()
    return found or _refuse(_("There is no purpose “%(code)s”.") % {"code": code[:60]})


def _channels(facts: FormFacts, purpose: Purpose | None) -> list[str]:
    """All of the purpose's where none was chosen."""
    if purpose is None:
        return []
    chosen = [each for each in purpose.channels if each in facts.channels]
    return chosen or list(purpose.channels)


def _thanks(facts: FormFacts) -> dict[str, str]:
    found = {each: clean_text(facts.thanks.get(each, "")).strip() for each in _languages(facts)}
    if any(len(text) > LONGEST_THANKS for text in found.values()):
        _refuse(_("A text of thanks has at most %(most)s letters.") % {"most": f"{LONGEST_THANKS:,}"})
    return {language: text for language, text in found.items() if text}


def _languages(facts: FormFacts) -> list[str]:
    spoken = dict(settings.LANGUAGES)
    found = list(dict.fromkeys(each for each in facts.languages if each in spoken))
    return found or _refuse(_("Choose at least one language."))


def _leads_to(facts: FormFacts) -> str:
    address = _line(facts.leads_to, LONGEST_ADDRESS)
    if address and not origin_of(address):
        _refuse(_("An address begins with https:// or http://."))
    return address


def _sites(facts: FormFacts) -> list[str]:
    found = [(_line(each, LONGEST_ADDRESS), origin_of(each.strip())) for each in facts.sites if each.strip()]
    if strange := next((given for given, origin in found if not origin), ""):
        _refuse(_("“%(site)s” is no site. Write it as https://www.example.com.") % {"site": strange[:60]})
    if len(found) > MOST_SITES:
        _refuse(_("At most %(most)s sites.") % {"most": MOST_SITES})
    return list(dict.fromkeys(origin for _given, origin in found))


def _is_allowed(address: str, sites: Sequence[str]) -> bool:
    """Whoever fills it in is led to a site of the company, never to one that somebody else put into a link."""
    return not sites or origin_of(address) in sites


def _source(facts: FormFacts) -> str:
    return _line(facts.source, LONGEST_SOURCE)


def _line(text: str, longest: int) -> str:
    line = " ".join(clean_text(text).split())
    return line if len(line) <= longest else _refuse(_("At most %(most)s letters.") % {"most": longest})


def _refuse(sentence: str) -> Any:
    raise LeadFormRefused(sentence)


_READERS = {
    "name": _name,
    "asked": _asked,
    "purpose": _purpose,
    "thanks": _thanks,
    "languages": _languages,
    "leads_to": _leads_to,
    "sites": _sites,
    "source": _source,
}


def facts_of(form: LeadForm) -> dict[str, Any]:
    """As they are given again."""
    asked = [(each["name"], bool(each.get("required"))) for each in form.asked]
    return asdict(FormFacts(**{**_told(form), "asked": asked}))
