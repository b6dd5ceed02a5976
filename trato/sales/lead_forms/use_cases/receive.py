"""What comes in at the public door: taken, kept for a look, or only counted."""

from collections.abc import Mapping
from uuid import UUID

from django.db import IntegrityError, connection
from django.utils.translation import gettext as _

from trato.foundation.public import Actor, publish, use_case
from trato.kit.clock import now
from trato.kit.errors import DomainError
from trato.sales.lead_forms.arriving import Arrival
from trato.sales.lead_forms.errors import AnswerRefused
from trato.sales.lead_forms.events import LeadAnswerAdmitted, LeadAnswerDropped
from trato.sales.lead_forms.matching import checked_values
from trato.sales.lead_forms.models import Answer, LeadForm, State, Why
from trato.sales.lead_forms.queries import kept_back
from trato.sales.lead_forms.use_cases.capture import CREATE, answer_of, capture_lead, form_acting, store
from trato.sales.lead_forms.use_cases.save import MANAGE

MOST_KEPT = 500  # of a form and a state; what comes after them is only counted
_COUNT = """
insert into sales_refusedcount (form_id, day, why, count)
select f.id, %s, given.why, given.count from unnest(%s::text[], %s::text[], %s::int[]) as given (key, why, count)
join sales_leadform f on f.key = given.key
on conflict (form_id, day, why) do update set count = sales_refusedcount.count + excluded.count
"""


def receive_answer(arrival: Arrival, *, form: LeadForm, language: str, is_flooded: bool = False) -> State:
    """A refusal that the sender can mend is raised. Anything else is kept and answered as if it were taken, so that
    nobody learns who is known, and no robot that it was found out."""
    by = form_acting(form, language=language)
    if arrival.is_trapped:
        keep_back(arrival, State.ROBOT, Why.TRAP, form=form, by=by)
        return State.ROBOT
    if is_flooded:
        checked_values(arrival.given, by=by)
        return _held(arrival, Why.FLOOD, form=form, by=by)
    try:
        capture_lead(arrival, form=form, by=by)
    except AnswerRefused:
        raise
    except (DomainError, IntegrityError) as refusal:
        said = str(refusal)[:1_000] if isinstance(refusal, DomainError) else ""
        return _held(arrival, Why.UNFIT, form=form, by=by, said=said)
    return State.TAKEN


def _held(arrival: Arrival, why: Why, *, form: LeadForm, by: Actor, said: str = "") -> State:
    """It may be somebody: nobody is thanked for what is not kept."""
    if not keep_back(arrival, State.HELD, why, form=form, by=by, said=said):
        raise AnswerRefused(_("Too many forms are sent at this moment. Yours is not kept yet: send it again later."))
    return State.HELD


@use_case(right=CREATE)
def keep_back(arrival: Arrival, state: State, why: Why, *, form: LeadForm, by: Actor, said: str = "") -> bool:
    """As it came in, up to so many of a form. The same one twice is kept once. Answers whether there was room."""
    count_refused({(form.key, str(why)): 1}, by=by)
    if Answer.objects.filter(form=form, state=state).count() >= MOST_KEPT:
        return False
    answer = answer_of(arrival, form, state=state, why=why, said=said)
    Answer.objects.bulk_create([answer], ignore_conflicts=True)
    return True


@use_case(right=CREATE)
def count_refused(counts: Mapping[tuple[str, str], int], *, by: Actor) -> None:
    """By key of the form and reason. A key that is none is nobody's to count."""
    if counts:
        keys, reasons = zip(*sorted(counts), strict=True)
        numbers = [counts[each] for each in sorted(counts)]
        with connection.cursor() as cursor:
            cursor.execute(_COUNT, [now().date(), list(keys), list(reasons), numbers])


@use_case(right=MANAGE)
def admit_answer(answer_id: UUID, *, by: Actor) -> Answer:
    """A colleague looked at what was kept back, and it is somebody."""
    held = kept_back(answer_id)
    form = held.form
    assert form is not None
    arrival = Arrival(
        given=held.given,
        page=held.page,
        referrer=held.referrer,
        campaign=held.campaign,
        language=held.language,
        has_agreed=held.has_agreed,
        wording=held.wording,
        wording_language=held.language,
    )
    kept = held.pk
    held.delete()
    taken = store(arrival, form, by=form_acting(form, language=by.language))
    publish(LeadAnswerAdmitted(subject_id=kept, form=form.pk, answer=taken.pk), by=by)
    return taken


@use_case(right=MANAGE)
def drop_answer(answer_id: UUID, *, by: Actor) -> UUID:
    """Answers the form that it was of."""
    held = kept_back(answer_id)
    assert held.form_id is not None
    publish(LeadAnswerDropped(subject_id=held.id, form=held.form_id), by=by)
    held.delete()
    return held.form_id
