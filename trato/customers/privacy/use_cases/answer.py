"""Answering people who ask what is known about them."""

from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from trato.customers.privacy.answering import write_answer
from trato.customers.privacy.errors import RequestRefused
from trato.customers.privacy.events import AccessAnswered, AccessFetched
from trato.customers.privacy.files import KEPT_FOR, export_path, forget_export, privacy_folder
from trato.customers.privacy.models import AccessExport, ExportState
from trato.customers.privacy.people import requested_contact, subject_of_contact
from trato.foundation.public import LONG, SYSTEM, Actor, NotFound, publish, refuse_people, use_case
from trato.kit.clock import now

JOB = "customers.answer_access"
ANSWER = "customers.answer_privacy_requests"


@use_case(right=ANSWER)
def start_access_export(contact_id: UUID, *, by: Actor) -> AccessExport:
    """The worker writes the file. A second click while it is being written is the same request."""
    contact = requested_contact(contact_id, seen_by=by)
    held = type(contact).objects.select_for_update(of=("self",)).get(pk=contact.pk)
    waiting = AccessExport.objects.filter(contact_id=held.pk, state=ExportState.WAITING).first()
    if waiting:
        return waiting
    one = AccessExport(contact_id=held.pk, user_id=by.id if by.kind == "user" else None)
    one.save(force_insert=True)
    one.refresh_from_db()
    app.configure_task(JOB, queue=LONG, lock=f"access {one.id}").defer(export_id=str(one.id), language=by.language)
    return one


def write_access_export(export_id: UUID, *, language: str) -> None:
    """What the worker does. Written anew from its beginning if a worker fell: nothing of half a file is handed out."""
    one = AccessExport.objects.filter(pk=export_id, state=ExportState.WAITING).first()
    if one is None:
        return
    part = privacy_folder() / f"{one.id}.part"
    try:
        with translation.override(language):
            size = write_answer(subject_of_contact(one.contact_id), part)
        finish_access_export(one.id, part, size=size, by=SYSTEM)
    finally:
        part.unlink(missing_ok=True)


@use_case()
def finish_access_export(export_id: UUID, part: Path, *, size: int, by: Actor) -> None:
    refuse_people(by)
    one = AccessExport.objects.select_for_update().filter(pk=export_id, state=ExportState.WAITING).first()
    if one is None:
        return  # erased meanwhile
    part.replace(export_path(one.id))
    one.state, one.size, one.finished_at = ExportState.FINISHED, size, now()
    one.save(update_fields=["state", "size", "finished_at"])
    publish(AccessAnswered(contact_id=one.contact_id, subject_id=one.contact_id), by=by)


@use_case(right=ANSWER)
def fetch_access_export(export_id: UUID, *, by: Actor) -> tuple[AccessExport, Path]:
    """That somebody took it out is told in the log."""
    one = export_seen(export_id, seen_by=by)
    if one.state == ExportState.GONE or (one.is_finished and is_over(one, now())):
        raise RequestRefused(_("This file was deleted. Answer the request again if it is needed."))
    if not one.is_finished:
        raise RequestRefused(_("This file is not written yet."))
    publish(AccessFetched(contact_id=one.contact_id, subject_id=one.contact_id), by=by)
    return one, export_path(one.id)


@use_case(right=ANSWER)
def delete_access_export(export_id: UUID, *, by: Actor) -> None:
    one = export_seen(export_id, seen_by=by)
    AccessExport.objects.filter(pk=one.pk).update(state=ExportState.GONE)
    forget_export(one.id)


def forget_old_answers() -> int:
    """What the clock calls every day: they hold everything about somebody. Returns how many went."""
    with transaction.atomic():
        old = AccessExport.objects.filter(created_at__lt=now() - KEPT_FOR).exclude(state=ExportState.GONE)
        ids = list(old.select_for_update().values_list("pk", flat=True))
        AccessExport.objects.filter(pk__in=ids).update(state=ExportState.GONE)
    for each in ids:
        forget_export(each)
    return len(ids)


def export_seen(export_id: UUID, *, seen_by: Actor) -> AccessExport:
    one = AccessExport.objects.filter(pk=export_id).first()
    if one is None:
        raise NotFound(_("There is no such file, or it is not yours to see."))
    requested_contact(one.contact_id, seen_by=seen_by)
    return one


def not_allowed() -> str:
    return _("Your role does not allow this.")


def is_over(one: AccessExport, moment: datetime) -> bool:
    return bool(one.created_at and one.created_at < moment - KEPT_FOR)
