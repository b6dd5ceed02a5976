"""Keep the queue current: a few records at once, those of a file by a scan of their own."""

from collections.abc import Sequence

from trato.customers.duplicates.scanning import scan_soon
from trato.customers.duplicates.use_cases.find import find_duplicates
from trato.foundation.public import SYSTEM, ReadEvent, record_kind

FEW = 30
CHANGING = tuple(
    f"customers.{event}"
    for event in (
        *("contact_created", "contact_changed", "contact_restored", "contacts_merged", "contact_unmerged"),
        *("company_created", "company_changed", "company_restored", "companies_merged", "company_unmerged"),
    )
)
TELLING = {"name", "native_name", "identities", "companies"}


def look_for_duplicates(events: Sequence[ReadEvent]) -> None:
    for kind in ("contact", "company"):
        mine = [each for each in events if each.subject_type == kind and _may_matter(each)]
        ids = list(dict.fromkeys(id_ for each in mine if (id_ := getattr(each, f"{kind}_id"))))
        if len(ids) > FEW:
            scan_soon(kind, min(each.at for each in mine))
        elif ids:
            find_duplicates(record_kind(kind), ids, by=SYSTEM)


def _may_matter(event: ReadEvent) -> bool:
    fields = event.data.get("fields")
    return not event.kind.endswith("_changed") or bool(TELLING & set(fields or ()))
