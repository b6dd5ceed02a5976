"""What the tests of lists have in common: contacts made, and lists walked to their end."""

from datetime import UTC, datetime, timedelta
from typing import Any

from trato.foundation.public import (
    Actor,
    read_page,
    record_kind,
)


def contacts(rows: list[dict[str, Any]], *, by: Actor) -> list[Any]:
    return [saved.id for saved in record_kind("contact").create(rows, by=by)]


def active(id_: Any, days_ago: int) -> None:
    moment = datetime(2026, 11, 22, tzinfo=UTC) - timedelta(days=days_ago)
    everybody().filter(pk=id_).update(last_activity_at=moment)


def everybody() -> Any:
    model: Any = record_kind("contact").model()
    return model.objects.all()


def names(page: Any) -> list[str]:
    return [row["name"] for row in page.rows]


def all_pages(*, seen_by: Actor, limit: int, **asked: Any) -> list[str]:
    found: list[str] = []
    after = ""
    while True:
        page = read_page(record_kind("contact"), seen_by=seen_by, columns=("name",), limit=limit, after=after, **asked)
        found += names(page)
        if not page.next:
            return found
        after = page.next
