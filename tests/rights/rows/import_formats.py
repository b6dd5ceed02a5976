"""Rows of kept mappings."""

from typing import Any

from tests.rights.answers import Answers, Row, by_owner, with_rights
from tests.rights.rows.ground import imported
from tests.rights.scene import Things
from trato.foundation.public import ImportMapping


def mapping(things: Things) -> dict[str, Any]:
    kept, _made = ImportMapping.objects.get_or_create(kind="contact", name="Of the matrix", user_id=things.owner.id)
    return {"id": kept.id}


def of_ones_own(fine: int, *, others: int) -> Answers:
    """An import is its owner's and the administrators'."""
    return by_owner(
        302,
        nobody=(403, 403, 403),
        seller=(fine, others, others),
        manager=(fine, others, others),
        administrator=(fine, fine, fine),
    )


ROWS = [
    Row("web:import_mappings", "GET", with_rights()),
    Row(
        "web:import_use_mapping",
        "POST",
        of_ones_own(302, others=404),
        path=imported,
        body=lambda things: {"name": mapping(things) and "Of the matrix"},
    ),
    Row(
        "web:import_keep_mapping", "POST", of_ones_own(302, others=404), path=imported, body=lambda t: {"name": "Kept"}
    ),
    Row("web:forget_import_mapping", "POST", of_ones_own(302, others=403), path=mapping),
]
