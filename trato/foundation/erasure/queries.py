"""Who is gone, and how far an erasure is."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from trato.foundation.actors.errors import Gone, NotFound
from trato.foundation.erasure.models import ErasedRecord, Erasure, ErasureState
from trato.foundation.extensions.persons import AtLeast, Erasable, PersonalData, Subject
from trato.foundation.extensions.registry import contributions


def refuse_erased(*record_ids: UUID) -> None:
    """Asked where a record is not found: an erased one is gone for ever, and says so."""
    if ErasedRecord.objects.filter(pk__in=record_ids).exists():
        raise Gone(_("This person’s data was erased. Nothing of it can be shown or brought back."))


def erasable(kind: str) -> Erasable:
    for each in contributions(Erasable):
        if each.kind == kind:
            found: Erasable = each
            return found
    raise NotFound(_("Records of this kind are nobody’s personal data."))


def personal_data_of(kind: str) -> list[PersonalData]:
    return [each for each in contributions(PersonalData) if each.kind in ("", kind)]


@dataclass(frozen=True)
class Held:
    """How much there is of one thing; more than that where not everything was looked at."""

    what: PersonalData
    count: int

    @property
    def is_all(self) -> bool:
        return not isinstance(self.count, AtLeast)


def held_about(subject: Subject) -> list[Held]:
    """What an erasure would reach."""
    counted = [Held(each, each.count(subject)) for each in personal_data_of(subject.kind)]
    return [each for each in counted if each.count or not each.is_all]


@dataclass(frozen=True)
class Removed:
    label: str
    count: int


def removed_by(one: Erasure) -> list[Removed]:
    """As the certificate tells it, in the words of who reads it."""
    labels = {each.name: str(each.label) for each in personal_data_of(one.record_type)}
    return [Removed(labels.get(name, name), count) for name, count in one.counts.items() if count]


def subject_of(one: Erasure) -> Subject:
    """As it was when the erasure began: what has gone since cannot be asked any more."""
    return Subject(
        kind=one.record_type,
        ids=[UUID(each) for each in one.record_ids],
        traces=one.traces.get("traces", ()),
        names=one.traces.get("names", ()),
    )


def unfinished_erasures() -> Sequence[UUID]:
    return list(Erasure.objects.exclude(state=ErasureState.FINISHED).values_list("id", flat=True))
