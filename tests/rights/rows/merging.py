"""Rows of merging and of duplicates: who may merge at all, sees both, and may edit both."""

from collections.abc import Callable
from typing import Any

from tests.rights.answers import Answers, Row, by_owner, by_person, changing, seeing
from tests.rights.scene import Things
from trato.customers.duplicates.models import Suggestion
from trato.customers.public import create_companies, create_contacts, merge_companies, merge_contacts
from trato.foundation.public import SYSTEM
from trato.kit.clock import now

CREATE: dict[str, Callable[..., Any]] = {"contact": create_contacts, "company": create_companies}
MERGE: dict[str, Callable[..., Any]] = {"contact": merge_contacts, "company": merge_companies}
PLURALS = {"contact": "contacts", "company": "companies"}


def twin(things: Things, kind: str) -> Any:
    """A second record of the same owner."""
    (saved,) = CREATE[kind]([{"name": "Matrix twin", "owner": str(things.owner.id)}], by=SYSTEM)
    return saved.id


def record(things: Things, kind: str) -> Any:
    return getattr(things, kind).id


def on_page(things: Things) -> dict[str, Any]:
    return {"plural": "contacts", "id": record(things, "contact")}


def merged_on_page(things: Things) -> dict[str, Any]:
    return {"plural": "contacts", "id": merged(things, "contact")}


def merged(things: Things, kind: str) -> Any:
    other = twin(things, kind)
    MERGE[kind]({other: record(things, kind)}, by=SYSTEM)
    return other


def listed(things: Things) -> dict[str, Any]:
    return {"plural": "contacts"}


def both(things: Things) -> dict[str, Any]:
    return {"ids": f"{record(things, 'contact')},{twin(things, 'contact')}"}


def both_into(things: Things) -> dict[str, Any]:
    return {**both(things), "into": record(things, "contact")}


def suggested(things: Things, *, dismissed: bool = False) -> Any:
    one, other = sorted([record(things, "contact"), twin(things, "contact")])
    facts = {"one_id": one, "other_id": other, "score": 80, "reasons": ["phone"]}
    moment = now() if dismissed else None
    return Suggestion.objects.create(record_type="contact", dismissed_at=moment, **facts).id


def pair(things: Things) -> dict[str, Any]:
    return {"plural": "contacts", "id": suggested(things)}


def dismissed(things: Things) -> dict[str, Any]:
    return {"plural": "contacts", "id": suggested(things, dismissed=True)}


def with_the_right(fine: int = 200, *, anonymous: int = 302, nobody: int = 404) -> Answers:
    return by_person(anonymous, nobody, fine, fine, fine)


def in_bulk() -> Answers:
    """What is not one's to edit is told among the refusals; what is not one's to see is no selection."""
    return by_owner(
        302,
        nobody=(404, 404, 404),
        seller=(302, 302, 422),
        manager=(302, 302, 422),
        administrator=(302, 302, 302),
    )


def api_rows(kind: str) -> list[Row]:
    plural = PLURALS[kind]
    return [
        Row(
            f"api:{plural}_merge",
            "POST",
            changing(anonymous=401, fine=200) if kind == "contact" else firms(404),
            lambda things: {"record_id": record(things, kind)},
            lambda things: {"other": str(twin(things, kind))},
        ),
        Row(
            f"api:{plural}_unmerge",
            "POST",
            changing(anonymous=401, fine=200, nobody=403) if kind == "contact" else firms(403),
            lambda things: {"record_id": merged(things, kind)},
        ),
    ]


def firms(nobody: int) -> Answers:
    return changing(anonymous=401, fine=200, nobody=nobody)


ROWS = [
    Row("customers:merge", "GET", seeing(), on_page, lambda things: {"with": twin(things, "contact")}),
    Row("customers:merge", "POST", changing(), on_page, lambda things: {"other": twin(things, "contact")}),
    Row("customers:unmerge", "GET", seeing(), merged_on_page),
    Row("customers:unmerge", "POST", changing(), merged_on_page),
    Row("customers:merge_chosen", "POST", with_the_right(302), listed, both),
    Row("customers:merge_many", "POST", in_bulk(), listed, both_into),
    Row("customers:duplicates", "GET", with_the_right(), listed),
    Row("customers:likely_duplicates", "GET", with_the_right(), listed, lambda things: {"name": "Matrix"}),
    Row(
        "customers:merge_pairs", "POST", with_the_right(302), listed, lambda things: {"pairs": [str(suggested(things))]}
    ),
    Row("customers:keep_apart", "POST", seeing(fine=302), pair),
    Row("customers:consider_again", "POST", seeing(fine=302), dismissed),
    *api_rows("contact"),
    *api_rows("company"),
    Row(
        "api:duplicates_index",
        "GET",
        with_the_right(anonymous=401, nobody=403),
        lambda things: {"kind": "contact"},
    ),
    Row(
        "api:duplicates_keep_apart",
        "POST",
        by_owner(
            401,
            nobody=(403, 403, 403),
            seller=(204, 204, 404),
            manager=(204, 204, 404),
            administrator=(204, 204, 204),
        ),
        lambda things: {"kind": "contact", "suggestion_id": suggested(things)},
    ),
]
