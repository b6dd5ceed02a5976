"""Rows of lists that programs take out."""

from typing import Any

from tests.rights.answers import Answers, Row, by_owner, one_of_us
from tests.rights.rows.exports import with_the_right
from tests.rights.scene import Things


def exported(things: Things) -> dict[str, Any]:
    return {"export_id": things.exported.id}


def ones_own(fine: int = 200, *, nobody: int | None = None) -> Answers:
    """What belongs to whom took it out; administrators see all. Without the right its file was not written."""
    theirs = {who: (fine, 404, 404) for who in ("seller", "manager")}
    return by_owner(401, nobody=(nobody or fine, 404, 404), administrator=(fine, fine, fine), **theirs)


ROWS = [
    Row("api:exports_index", "GET", one_of_us(anonymous=401)),
    Row("api:exports_start", "POST", with_the_right(anonymous=401, fine=202), body=lambda things: {"kind": "contacts"}),
    Row("api:exports_show", "GET", ones_own(), path=exported),
    Row("api:exports_file", "GET", ones_own(nobody=422), path=exported),
    Row("api:exports_stop", "POST", ones_own(), path=exported),
    Row("api:exports_delete", "DELETE", ones_own(204), path=exported),
]
