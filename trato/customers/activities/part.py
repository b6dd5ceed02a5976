"""The contacts and the colleagues who take part in a call or meeting, each as a part of it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from trato.customers.activities.models import Participant
from trato.customers.contacts.models import Contact
from trato.foundation.public import STANDING, Actor
from trato.kit.copying import copy_rows
from trato.kit.ids import new_id_text

COLUMNS = {"contacts": "contact_id", "colleagues": "user_id"}


@dataclass(frozen=True)
class ParticipantsPart:
    """A value is a list of ids."""

    name: str
    is_one_thing: bool = True

    @property
    def column(self) -> str:
        return COLUMNS[self.name]

    def read(self, ids: Sequence[UUID]) -> Mapping[UUID, list[str]]:
        found: dict[UUID, list[str]] = defaultdict(list)
        rows = Participant.objects.filter(activity_id__in=list(ids), **{f"{self.column}__isnull": False})
        for activity_id, id_ in rows.order_by("place", "id").values_list("activity_id", self.column):
            found[activity_id].append(str(id_))
        return found

    def apply(self, current: list[str] | None, given: Mapping[str, Any], *, adding: bool) -> list[str]:
        wanted = [str(id_) for id_ in given.get(self.name) or []]
        return list(dict.fromkeys([*(current or []), *wanted])) if adding else wanted

    def check(self, values: Mapping[UUID, list[str]], *, by: Actor) -> dict[UUID, dict[str, str]]:
        """Who takes part already stays, also when he went out of sight. Colleagues were found by their names."""
        if self.name != "contacts" or not any(values.values()):
            return {}
        wanted = {UUID(id_) for value in values.values() for id_ in value}
        seen = set(Contact.objects.seen_by(by).filter(STANDING, pk__in=wanted).values_list("pk", flat=True))
        held = self.read(list(values))
        return {
            id_: {"contacts": _("There is no such record, or it is not yours to see.")}
            for id_, value in values.items()
            if any(UUID(each) not in seen and each not in held.get(id_, ()) for each in value)
        }

    def write(self, values: Mapping[UUID, list[str]], *, before: Mapping[UUID, list[str]]) -> None:
        if before:
            filled = {f"{self.column}__isnull": False}
            Participant.objects.filter(activity_id__in=list(values), **filled).delete()
        rows = (
            (new_id_text(), str(activity), id_, place)
            for activity, value in values.items()
            for place, id_ in enumerate(value)
        )
        copy_rows(Participant, ("id", "activity_id", self.column, "place"), rows)

    def search_texts(self, value: list[str] | None) -> list[str]:
        return []

    def single(self, value: list[str] | None, key: str) -> list[str]:
        return value or []
