"""Kept answers that speak of a person."""

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from trato.api.idempotency.models import KeptAnswer
from trato.foundation.public import Subject


def kept_answers_count(subject: Subject) -> int:
    return _speaking(subject).count()


def kept_answers_erase(subject: Subject, most: int) -> int:
    """A program that asks once more then is told that the person is gone."""
    ids = list(_speaking(subject).values_list("pk", flat=True)[:most])
    return KeptAnswer.objects.filter(pk__in=ids).delete()[0]


def _speaking(subject: Subject) -> QuerySet[KeptAnswer]:
    """By id, address or number, as the bytes of the answer hold them."""
    wanted = [text.encode() for text in (*map(str, subject.ids), *subject.traces)]
    holds = RawSQL("exists (select from unnest(%s::bytea[]) given where position(given in body) > 0)", [wanted])
    return KeptAnswer.objects.annotate(holds=holds).filter(holds=True)
