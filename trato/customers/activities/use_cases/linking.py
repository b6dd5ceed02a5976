"""Contacts who take part, given by id or by name, become contacts that the writer sees."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from trato.customers.contacts.models import Contact
from trato.foundation.public import Actor, PreparedRow, record_kind, records_called
from trato.kit.names import called


def link_participants(rows: Sequence[PreparedRow], *, by: Actor) -> None:
    """What cannot be linked is a problem of its row; nobody is made for it. A merged contact is linked as its root."""
    given = [row for row in rows if "contacts" in row.parts]
    links = [link for row in given for link in row.parts["contacts"]["contacts"] or []]
    named = records_called(record_kind("contact"), {link for link in links if isinstance(link, str)}, seen_by=by)
    roots = dict(
        Contact.objects.filter(pk__in=[link for link in links if isinstance(link, UUID)]).values_list("pk", "root_id")
    )
    for row in given:
        found = [_one(link, row, named, roots) for link in row.parts["contacts"]["contacts"] or []]
        row.parts["contacts"]["contacts"] = list(dict.fromkeys(str(id_) for id_ in found if id_))


def _one(link: UUID | str, row: PreparedRow, named: dict[str, list[UUID]], roots: dict[UUID, UUID]) -> UUID | None:
    if isinstance(link, UUID):
        return roots.get(link, link)
    ids = named.get(called(link), [])
    if len(ids) == 1:
        return ids[0]
    said = _("Several are called “%(name)s”.") if ids else _("Nothing you see is called “%(name)s”.")
    row.problems["contacts"] = said % {"name": link[:100]}
    return None
