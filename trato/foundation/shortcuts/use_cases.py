"""Keep at hand what one needs often, and remember what one looked at."""

from uuid import UUID

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trato.foundation.actors.actor import Actor
from trato.foundation.actors.errors import NotFound
from trato.foundation.extensions.registry import record_kind
from trato.foundation.kinds.models import STANDING
from trato.foundation.people.queries import own_user
from trato.foundation.people.recording import record_and_publish
from trato.foundation.shortcuts.errors import PinRefused
from trato.foundation.shortcuts.events import PinsChanged
from trato.foundation.shortcuts.models import OpenedRecord, Pin
from trato.foundation.use_cases import use_case
from trato.kit.clock import now

MOST_PINS, MOST_OPENED = 30, 30


@use_case()
def note_opened(kind: str, record_id: UUID, *, by: Actor) -> None:
    """Looking changes nothing, so nothing is told; and nobody waits for the disk for it."""
    if by.kind != "user" or by.id is None:
        return
    mine = OpenedRecord.objects.of(by)
    latest = mine.order_by("-at").values_list("record_id", flat=True)
    if latest.first() == record_id:
        return
    with connection.cursor() as cursor:
        cursor.execute("set local synchronous_commit to off")
    opened = OpenedRecord(user_id=by.id, kind=record_kind(kind).name, record_id=record_id, at=now())
    OpenedRecord.objects.bulk_create(
        [opened], update_conflicts=True, unique_fields=["user", "record_id"], update_fields=["at"]
    )
    mine.filter(pk__in=list(mine.order_by("-at").values_list("pk", flat=True)[MOST_OPENED:])).delete()


@use_case()
def pin_record(kind: str, record_id: UUID, *, by: Actor) -> None:
    seen = record_kind(kind).model()._default_manager
    if not seen.seen_by(by).filter(STANDING, pk=record_id).exists():  # type: ignore[attr-defined]  # each kind's has it
        raise NotFound(_("There is no such record, or it is not yours to see."))
    _pin(Pin(kind=record_kind(kind).name, record_id=record_id), by)


@use_case()
def pin_page(address: str, *, by: Actor) -> None:
    """The caller knows that it is one of the menu."""
    _pin(Pin(address=address), by)


@use_case()
def unpin(*, by: Actor, record_id: UUID | None = None, address: str = "") -> None:
    user = own_user(by)
    before = Pin.objects.filter(user=user).count()
    gone, _by_model = Pin.objects.filter(user=user, record_id=record_id, address=address).delete()
    if gone:
        _tell(user.id, before, before - gone, by)


def _pin(pin: Pin, by: Actor) -> None:
    user = own_user(by)
    mine = Pin.objects.filter(user=user)
    if mine.filter(Q(record_id=pin.record_id, address=pin.address)).exists():
        return
    before = mine.count()
    if before >= MOST_PINS:
        refusal = ngettext(
            "You keep %(most)d thing at hand. Take one away first.",
            "You keep %(most)d things at hand. Take one away first.",
            MOST_PINS,
        )
        raise PinRefused(refusal % {"most": MOST_PINS})
    pin.user = user
    pin.save()
    _tell(user.id, before, before + 1, by)


def _tell(user_id: UUID, before: int, after: int, by: Actor) -> None:
    record_and_publish(PinsChanged(subject_id=user_id), by=by, before={"pins": before}, after={"pins": after})
