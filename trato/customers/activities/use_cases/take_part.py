"""One more takes part in a call or meeting, or one less."""

from uuid import UUID

from django.utils.translation import gettext as _

from trato.customers.activities.part import COLUMNS, ParticipantsPart
from trato.customers.activities.use_cases.update import update_activities
from trato.foundation.public import Actor, RecordUpdate, User
from trato.kit.errors import DomainError


class NobodyNamed(DomainError):
    """Who is to take part was not said."""


def join_activity(activity_id: UUID, who: str, *, by: Actor) -> None:
    """A contact by name or id, or a colleague by the address of his account."""
    who = who.strip()
    if not who:
        raise NobodyNamed(_("Say who takes part."), field="who")
    part = _part_of(who)
    held = ParticipantsPart(part).read([activity_id]).get(activity_id, [])
    update_activities([RecordUpdate(id=activity_id, values={part: [*held, who]})], by=by)


def leave_activity(activity_id: UUID, who: str, *, by: Actor) -> None:
    """By id. Who does not take part cannot leave, and nothing is told."""
    held = {part: ParticipantsPart(part).read([activity_id]).get(activity_id, []) for part in COLUMNS}
    part = next((part for part, ids in held.items() if who in ids), "contacts")
    left = [each for each in held[part] if each != who]
    update_activities([RecordUpdate(id=activity_id, values={part: left})], by=by)


def _part_of(who: str) -> str:
    is_colleague = "@" in who and User.objects.filter(email__iexact=who, is_active=True).exists()
    return "colleagues" if is_colleague else "contacts"
