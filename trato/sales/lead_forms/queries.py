"""Questions about forms and what came in by them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from trato.customers.public import Wording, current_wordings, of_contact
from trato.foundation.public import NotFound
from trato.kit.clock import now
from trato.sales.lead_forms.models import Answer, AnswerQuerySet, LeadForm, RefusedCount, State, Why

KEPT_DAYS = 90  # what was not taken, and the numbers beside it


def lead_forms() -> QuerySet[LeadForm]:
    return LeadForm.objects.filter(deleted_at=None).select_related("purpose").order_by("name", "id")


def lead_form(form_id: UUID) -> LeadForm:
    found = lead_forms().filter(pk=form_id).first()
    if found is None:
        raise NotFound(_("There is no such form."))
    return found


def form_by_key(key: str) -> LeadForm | None:
    """One that takes answers."""
    return lead_forms().filter(key=key[:40], is_on=True).first()


def taken_counts() -> dict[UUID, tuple[int, int]]:
    """By form: how many answers were taken, and how many wait for a look."""
    rows = Answer.objects.exclude(form=None).values_list("form").order_by("form")
    counted = rows.annotate(taken=Count("id", Q(state=State.TAKEN)), held=Count("id", Q(state=State.HELD)))
    return {form: (taken, held) for form, taken, held in counted}


@dataclass(frozen=True)
class Refused:
    why: str
    count: int

    @property
    def label(self) -> str:
        return str(Why(self.why).label)


def refused_lately(form: LeadForm) -> list[Refused]:
    """By reason, the most frequent first."""
    since = (now() - timedelta(days=KEPT_DAYS)).date()
    rows = RefusedCount.objects.filter(form=form, day__gte=since).values_list("why").order_by("why")
    counted = [Refused(why, count) for why, count in rows.annotate(count=Sum("count"))]
    return sorted(counted, key=lambda each: -each.count)


def answers_kept_back(form: LeadForm, *, limit: int) -> list[Answer]:
    return list(Answer.objects.filter(form=form).exclude(state=State.TAKEN).order_by("-id")[:limit])


def latest_answers(form: LeadForm, *, limit: int) -> list[Answer]:
    return list(Answer.objects.filter(form=form, state=State.TAKEN).order_by("-id")[:limit])


def kept_back(answer_id: UUID) -> Answer:
    found = Answer.objects.select_for_update(of=("self",)).filter(pk=answer_id).exclude(state=State.TAKEN).first()
    if found is None:
        raise NotFound(_("This answer is not waiting any more."))
    return found


class ToldAnswers(AnswerQuerySet):
    """As a story tells them."""


def answers_told() -> ToldAnswers:
    return ToldAnswers(Answer).select_related("form")


def answers_of(contact_id: UUID, *, limit: int = 5) -> list[Answer]:
    """The newest first, of all that were merged."""
    rows = Answer.objects.select_related("form").filter(of_contact(contact_id, through="contact_id"))
    return list(rows.order_by("-id")[:limit])


def wording_in(form: LeadForm, language: str) -> Wording | None:
    """Exactly what is asked now: in this language, else in the form's first, else in any that there is."""
    if form.purpose is None or form.purpose.archived_at is not None:
        return None
    held = {each.language: each for each in current_wordings([form.purpose])[form.purpose.id]}
    wanted: Sequence[str] = [language, *form.languages, *held]
    return next((held[each] for each in wanted if each in held), None)


def wording_of(form: LeadForm, version: int | None, language: str) -> Wording | None:
    """A version that there was, in the words of which somebody agreed."""
    if version is None or form.purpose_id is None:
        return None
    return Wording.objects.filter(purpose=form.purpose_id, version=version, language=language).first()


def captured_among(contacts: Collection[UUID]) -> set[UUID]:
    """Those who came by a form or were told of by a program."""
    found = Answer.objects.filter(contact_id__in=contacts).values_list("contact_id", flat=True)
    return {each for each in found if each}


def names_of_forms(ids: Collection[UUID]) -> dict[UUID, str]:
    """Also of those that are closed: what came by them came by them."""
    return dict(LeadForm.objects.filter(pk__in=ids).values_list("pk", "name"))
