"""What somebody told us of themselves becomes a contact, or completes the one that we know."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from trato.customers.public import (
    ConsentState,
    Contact,
    Statement,
    create_contacts,
    record_consents,
    standing_of,
    update_contacts,
)
from trato.foundation.public import Actor, Reach, RecordUpdate, publish, use_case
from trato.kit.errors import DomainError
from trato.sales.lead_forms.arriving import Arrival
from trato.sales.lead_forms.errors import AnswerRefused
from trato.sales.lead_forms.events import LeadCaptured
from trato.sales.lead_forms.marks import mark_of_answer
from trato.sales.lead_forms.matching import apart, checked_values, fields_of, known_contact
from trato.sales.lead_forms.models import SOURCE, Answer, LeadForm
from trato.sales.lead_forms.questions import questions_of

CREATE = "sales.create_leads"
# What a form does for whoever fills it in, and no colleague by this way.
NEEDED = {
    CREATE: Reach.ALL,
    **{f"customers.{verb}_contacts": Reach.ALL for verb in ("see", "create", "edit")},
    **{f"customers.{verb}_companies": Reach.ALL for verb in ("see", "create")},
    "customers.record_consents": Reach.ALL,
}
LEAD, NEW, BEFORE_LEAD = "lead", "new", ("", "subscriber")


def form_acting(form: LeadForm, *, language: str = "en") -> Actor:
    """A form that stands on a page somewhere, filled in by whoever passes."""
    return Actor(kind="form", id=form.id, name=form.name, door="form", language=language, rights=NEEDED)


@use_case(right=CREATE)
def capture_lead(arrival: Arrival, *, by: Actor, form: LeadForm | None = None) -> Answer:
    """Fills what is empty and never overwrites. The same answer sent again is the same one."""
    acting = replace(by, rights={**by.rights, **NEEDED})
    _refuse_incomplete(arrival, form)
    checked_values(arrival.given, by=acting)
    if known := _already(arrival, form):
        return known
    return store(arrival, form, by=acting)


def store(arrival: Arrival, form: LeadForm | None, *, by: Actor) -> Answer:
    """The caller has asked who may."""
    contact_id = known_contact(arrival.given, by=by)
    is_new = contact_id is None
    written, unused = _made(arrival, form, by) if contact_id is None else _completed(contact_id, arrival, form, by)
    root, fields = written
    _agree(root, arrival, form, by)
    answer = answer_of(arrival, form, contact_id=root, is_new=is_new, filled=fields, unused=unused)
    answer.save(force_insert=True)
    event = LeadCaptured(
        contact_id=root,
        subject_id=answer.id,
        subject_version=1,
        form=form.id if form else None,
        is_new=is_new,
        fields=tuple(fields),
    )
    publish(event, by=by)
    return answer


def answer_of(arrival: Arrival, form: LeadForm | None, **facts: Any) -> Answer:
    kept = {name: getattr(arrival, name) for name in ("page", "referrer", "language", "has_agreed", "wording")}
    given, campaign = dict(arrival.given), dict(arrival.campaign)
    return Answer(form=form, given=given, campaign=campaign, mark=mark_in(arrival, form), **kept, **facts)


def mark_in(arrival: Arrival, form: LeadForm | None) -> str:
    return mark_of_answer(arrival.mark, {**arrival.given, "": arrival.has_agreed}) if form else ""


def _already(arrival: Arrival, form: LeadForm | None) -> Answer | None:
    return Answer.objects.filter(form=form, mark=mark_in(arrival, form)).first() if form else None


def _refuse_incomplete(arrival: Arrival, form: LeadForm | None) -> None:
    missing = [q.name for q in questions_of(form) if q.is_required and q.name not in arrival.given] if form else []
    problems = dict.fromkeys(missing, _("This is needed."))
    if form and form.is_consent_required and form.purpose_id and arrival.wording is None:
        problems["_agree"] = _("Without your consent we cannot take this.")
    if not {"name", "email", "phone"} & arrival.given.keys() and not problems:
        problems["email"] = _("Tell us your name, your e-mail or your phone.")
    if problems:
        raise AnswerRefused(" ".join(dict.fromkeys(problems.values())), fields=problems)


Written = tuple[tuple[UUID, list[str]], list[str]]


def _made(arrival: Arrival, form: LeadForm | None, by: Actor) -> Written:
    ours: dict[str, Any] = {
        "lifecycle_stage": LEAD,
        "lead_status": NEW,
        "owner": None,
        "source": _source(form, arrival),
    }
    spoken = arrival.language.partition("-")[0]
    values, unused = dict(arrival.given), list[str]()
    while True:
        try:
            with transaction.atomic():
                (saved,) = create_contacts([{**values, **ours, "language": spoken}], by=by, sources=[_origin(form)])
        except DomainError as refusal:
            unused += _lessened(values, refusal)
        else:
            return (saved.id, list(values)), unused


def _completed(contact_id: UUID, arrival: Arrival, form: LeadForm | None, by: Actor) -> Written:
    values, unused = apart(contact_id, arrival.given, by=by)
    ours = _stage_of(contact_id)
    while values or ours:
        update = RecordUpdate(id=contact_id, values={**values, **ours}, source=_origin(form))
        try:
            with transaction.atomic():
                update_contacts([update], by=by, adding=True)
        except DomainError as refusal:
            unused += _lessened(values, refusal)
        else:
            break
    return (contact_id, [*values, *ours]), unused


def _lessened(values: dict[str, Any], refusal: DomainError) -> list[str]:
    """Without what cannot be stored beside the rest: a company's name that several have, an address that is taken."""
    gone = [name for name in fields_of(refusal) if name in values]
    if not gone:
        raise refusal
    for name in gone:
        del values[name]
    return gone


def _stage_of(contact_id: UUID) -> dict[str, str]:
    """A subscriber who asks becomes a lead; what a customer is stays."""
    stage, status = Contact.objects.values_list("lifecycle_stage", "lead_status").get(pk=contact_id)
    wanted: dict[str, str] = {}
    if stage in BEFORE_LEAD:
        wanted["lifecycle_stage"] = LEAD
    if not status and stage in (*BEFORE_LEAD, LEAD):
        wanted["lead_status"] = NEW
    return wanted


def _source(form: LeadForm | None, arrival: Arrival) -> str:
    return (form.source or form.name) if form else arrival.campaign.get("source", "")


def _origin(form: LeadForm | None) -> str:
    return f"{SOURCE}:{form.id}" if form else ""


def _agree(contact_id: UUID, arrival: Arrival, form: LeadForm | None, by: Actor) -> None:
    """With the version that was read. One who once said no is not believed to have changed their mind by a form that
    anybody can fill in: that waits to be confirmed."""
    if form is None or form.purpose is None or not arrival.has_agreed or arrival.wording is None:
        return
    held = {each.channel: each.is_withdrawn for each in standing_of(contact_id, purposes=[form.purpose])}
    said = [
        Statement(
            contact_id=contact_id,
            purpose=form.purpose.code,
            channel=channel,
            state=ConsentState.PENDING if held.get(channel) else ConsentState.GIVEN,
            source="form",
            wording=arrival.wording,
            language=arrival.wording_language,
            proof=_proof(form, arrival),
        )
        for channel in form.channels
        if channel in form.purpose.channels
    ]
    if said:
        record_consents(said, by=by)


def _proof(form: LeadForm, arrival: Arrival) -> str:
    told: Mapping[str, str] = {"form": form.name, "key": form.key, "page": arrival.page or "—"}
    return _("They ticked the box of the form “%(form)s” (%(key)s) on the page %(page)s.") % told
