"""Keeping what a form brought."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from trato.foundation.public import NotAllowed, Receipt, add_files
from trato.kit.errors import DomainError
from trato.web.people.requests import StaffRequest
from trato.web.records.queries import OpenRecord


def refuse_uneditable(record: OpenRecord) -> None:
    """Before anything is read: what is not allowed is not even received."""
    if record.is_trashed:
        raise NotAllowed(_("It is in the trash. Restore it before you change it."))
    if not record.may_edit:
        raise NotAllowed(_("You may see this record but not change it."))


def keep_received(request: StaffRequest, receipt: Receipt, record: OpenRecord) -> None:
    """What can be kept is; of the rest the receipt says why not. Nothing stays where it was received."""
    try:
        _read(request)
        if receipt.files:
            add_files(receipt.files, kind=record.kind.name, record_id=record.id, by=request.actor)
        elif not receipt.problems:
            receipt.problems.append(_("Choose a file first."))
    except DomainError as refusal:
        receipt.problems.append(str(refusal))
    finally:
        receipt.discard()


def _read(request: HttpRequest) -> None:
    """The files arrive when the form is looked at."""
    len(request.FILES)
