"""What people wrote into forms, for their access exports and erasures."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from trato.foundation.public import PersonalData, Subject
from trato.sales.lead_forms.models import Answer


def _rows(subject: Subject) -> QuerySet[Answer]:
    """Also what was kept back and is nobody's yet: it is found by what names them."""
    found = Q(contact_id__in=list(subject.ids))
    for trace in subject.traces:
        found |= Q(contact_id=None, words__icontains=trace)
    return Answer.objects.annotate(words=Cast("given", TextField())).filter(found)


def answers_read(subject: Subject) -> Sequence[Mapping[str, Any]]:
    names = ("created_at", "form__name", "given", "page", "referrer", "campaign", "language", "has_agreed", "wording")
    return list(_rows(subject).order_by("id").values(*names))


def answers_count(subject: Subject) -> int:
    return _rows(subject).count()


def answers_erase(subject: Subject, most: int) -> int:
    ids = list(_rows(subject).values_list("pk", flat=True)[:most])
    Answer.objects.filter(pk__in=ids).delete()
    return len(ids)


ANSWERS = PersonalData(
    name="sales.lead_answers",
    label=_("Forms they filled in"),
    kind="contact",
    tables=("sales.Answer",),
    read=answers_read,
    count=answers_count,
    erase=answers_erase,
    order=55,
)
