"""News by mail: what waits for one person in one kind is one mail.

A mail is claimed before it is handed over, so no two workers send it. A connection that breaks after that and before
the answer leaves it `unknown`: it is not sent again, and the news stands in the app anyway.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext, override

from trato.foundation.actors.actor import SYSTEM, Actor
from trato.foundation.actors.queries import refuse_people
from trato.foundation.installation.queries import installation
from trato.foundation.notifications.models import Mail, Notification
from trato.foundation.notifications.queries import mail_is_set_up, notification_kinds, told_to_reader
from trato.foundation.notifications.use_cases.links import one_line
from trato.foundation.people.models import User
from trato.foundation.people.queries import has_confirmed_address
from trato.foundation.use_cases import use_case
from trato.kit.clock import now

LINES = 20
MOST_TRIES = 8
TAKEN_FOR = timedelta(minutes=10)  # a worker that says nothing for so long was killed with the mail in its hand

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Claim:
    """What one mail tells one person. Nobody else touches these rows while they are `sending`."""

    user: User
    kind: str
    ids: Sequence[UUID]


def send_waiting_mails() -> int:
    """One mail after the other until nothing waits. Returns how many the server took."""
    if not mail_is_set_up():
        return 0
    give_up_silent_mails(by=SYSTEM)
    sent = 0
    while claim := claim_mail(by=SYSTEM):
        outcome = _send(claim)
        settle_mail(claim, outcome, by=SYSTEM)
        sent += outcome == Mail.SENT
    return sent


@use_case()
def claim_mail(*, by: Actor) -> Claim | None:
    refuse_people(by)
    due = Notification.objects.filter(mail=Mail.DUE, mail_at__lte=now()).select_for_update(skip_locked=True)
    first = due.order_by("mail_at", "id").first()
    if first is None:
        return None
    together = Notification.objects.filter(mail=Mail.DUE, user_id=first.user_id, kind=first.kind)
    ids = [each.id for each in together.select_for_update(skip_locked=True).order_by("-at", "-id")]
    Notification.objects.filter(pk__in=ids).update(mail=Mail.SENDING, mail_at=now(), attempts=first.attempts + 1)
    return Claim(User.objects.get(pk=first.user_id), first.kind, ids)


@use_case()
def settle_mail(claim: Claim, outcome: Mail, *, by: Actor) -> None:
    """Refused for now: again after 2, 4, 8 … minutes, eight times."""
    refuse_people(by)
    rows = Notification.objects.filter(pk__in=claim.ids, mail=Mail.SENDING)
    if outcome != Mail.DUE:
        rows.update(mail=outcome)
        return
    tries = max(rows.values_list("attempts", flat=True), default=0)
    if tries >= MOST_TRIES:
        rows.update(mail=Mail.FAILED)
    else:
        rows.update(mail=Mail.DUE, mail_at=now() + timedelta(minutes=2**tries))


@use_case()
def give_up_silent_mails(*, by: Actor) -> int:
    """Whether those went out nobody can know."""
    refuse_people(by)
    silent = Notification.objects.filter(mail=Mail.SENDING, mail_at__lt=now() - TAKEN_FOR).update(mail=Mail.UNKNOWN)
    if silent:
        logger.warning("A worker died with %s notifications in its hand; whether they were mailed is unknown.", silent)
    return silent


def _send(claim: Claim) -> Mail:
    if not claim.user.is_active or not has_confirmed_address(claim.user):
        return Mail.NONE
    mail = _written(claim)
    if mail is None:
        return Mail.NONE
    server = get_connection()
    try:
        server.open()
    except (SMTPException, OSError) as failure:
        logger.warning("The mail server cannot be reached: %s", failure)
        return Mail.DUE
    try:
        server.send_messages([mail])
    except (SMTPResponseException, SMTPRecipientsRefused) as refusal:
        logger.warning("The mail server refused a notification of user %s: %s", claim.user.pk, refusal)
        return Mail.DUE
    except (SMTPException, OSError) as cut:
        logger.warning("The connection broke while a notification was mailed: %s", cut)
        return Mail.UNKNOWN
    finally:
        _hang_up(server)
    return Mail.SENT


def _hang_up(server: object) -> None:
    """What was taken stays taken, however the connection ends."""
    try:
        server.close()  # type: ignore[attr-defined]  # every mail backend of Django has it
    except (SMTPException, OSError) as failure:
        logger.info("The mail server hung up first: %s", failure)


def _written(claim: Claim) -> EmailMessage | None:
    """In the reader's language and zone; nothing when all of it was read or is no longer theirs to see."""
    rows = list(Notification.objects.filter(pk__in=claim.ids, read_at=None).order_by("-at", "-id")[: LINES + 1])
    with override(claim.user.language), timezone.override(ZoneInfo(claim.user.time_zone)):
        told = [each for each in told_to_reader(rows, claim.user.acting(door="worker")) if each.url]
        if not told:
            return None
        subject = told[0].sentence if len(told) == 1 else _many(claim.kind, len(claim.ids))
        facts = {
            "name": claim.user.name,
            "company": installation().name,
            "lines": [(each.sentence, f"{settings.BASE_URL}{each.url}") for each in told[:LINES]],
            "more": max(0, len(claim.ids) - LINES) if len(rows) > LINES else 0,
            "settings": f"{settings.BASE_URL}{reverse('web:notification_choices')}",
        }
        return EmailMessage(
            one_line(subject), render_to_string("foundation/mail/notifications.txt", facts), to=[claim.user.email]
        )


def _many(kind: str, count: int) -> str:
    label = str(notification_kinds()[kind].label)
    return ngettext("%(label)s: %(count)d piece of news", "%(label)s: %(count)d pieces of news", count) % {
        "label": label,
        "count": count,
    }
