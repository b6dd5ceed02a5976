"""The closed list of what can go wrong, as programs tell the problems apart."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Kind:
    """`slug` ends the problem's `type`, an address that leads to its explanation on the docs page."""

    slug: str
    status: int
    title: "StrOrPromise"
    meaning: "StrOrPromise"


KINDS = {
    kind.slug: kind
    for kind in (
        Kind("unreadable", 400, _("The request cannot be read"), _("The body is no JSON, or the address is no text.")),
        Kind(
            "token-needed",
            401,
            _("A token is needed"),
            _("There is no Authorization: Bearer header, or its token is unknown, expired or revoked."),
        ),
        Kind("not-allowed", 403, _("Not allowed"), _("The colleague whom the token speaks for may not do this.")),
        Kind("not-found", 404, _("Nothing here"), _("There is no such address or record, or it is not yours to see.")),
        Kind("method-not-allowed", 405, _("Not with this method"), _("The Allow header names the methods that work.")),
        Kind(
            "conflict",
            409,
            _("Somebody else changed it first"),
            _("Nothing was overwritten. Read the record anew and decide."),
        ),
        Kind(
            "key-in-use",
            409,
            _("The first request is still at work"),
            _("Two requests with one Idempotency-Key came at once. Ask again after Retry-After seconds."),
        ),
        Kind(
            "gone",
            410,
            _("It is gone"),
            _("The record is in the trash or was erased, so this cannot be done with it any more."),
        ),
        Kind(
            "changed-meanwhile",
            412,
            _("The record has changed"),
            _("If-Match names a version that is no longer current."),
        ),
        Kind("too-large", 413, _("The request is too large"), _("A body has at most 5 MiB.")),
        Kind("wrong-content-type", 415, _("Send JSON"), _("A body comes with Content-Type: application/json.")),
        Kind("refused", 422, _("This cannot be stored"), _("The list of errors names each field and why.")),
        Kind(
            "key-reused",
            422,
            _("This key belongs to another request"),
            _("An Idempotency-Key was used again with another body or address."),
        ),
        Kind(
            "too-many",
            429,
            _("Too many requests"),
            _("This token has used up its requests for now. Ask again after Retry-After seconds."),
        ),
        Kind("broken", 500, _("That was our fault"), _("Something broke. Nothing was half saved.")),
        Kind(
            "unavailable",
            503,
            _("The database does not answer"),
            _("Nothing was saved. Ask again after Retry-After seconds."),
        ),
        Kind(
            "too-slow",
            503,
            _("This takes too long"),
            _("It was stopped and nothing was saved. Ask for less, or filter by fields that have an index."),
        ),
    )
}
BY_STATUS = {kind.status: kind for kind in reversed(KINDS.values())}
