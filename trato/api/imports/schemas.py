"""What programs say about a file on its way in, and what they are told about it."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from trato.foundation.public import Import, progress_of

MOST_COLUMNS = 1_000


class ColumnShown(BaseModel):
    column: str
    field: str


class Notice(BaseModel):
    """What of a row that came in was not kept, such as a photo that cannot be read. The first hundred are told."""

    line: int
    column: str
    reason: str


class ImportShown(BaseModel):
    """`state` goes from columns over matching and preview to waiting, running and finished; also stopped or failed."""

    id: UUID
    kind: str
    file_name: str
    state: str
    encoding: str
    separator: str
    columns: list[ColumnShown]
    key: str
    rule: str
    percent: int
    rows: int
    created: int
    updated: int
    skipped: int
    failed: int
    notice_count: int
    notices: list[Notice]
    failure: str
    preview: dict[str, Any]
    change_set: UUID | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


class ImportList(BaseModel):
    results: list[ImportShown]


class Columns(BaseModel):
    """`fields` has a field's name, or an empty text, for each column of the file, in its order."""

    model_config = ConfigDict(extra="forbid")

    fields: list[str] = Field(max_length=MOST_COLUMNS)


class Matching(BaseModel):
    model_config = ConfigDict(extra="forbid")

    key: str | None = Field(
        None,
        description="The field by which a row is recognised as being there already. Null: the one that was proposed."
        " Empty: every row is new.",
    )
    rule: Literal["update", "skip", "create"] = "update"


def told(one: Import) -> dict[str, Any]:
    return {
        "id": one.id,
        "kind": one.kind,
        "file_name": one.file_name,
        "state": one.state,
        "encoding": one.encoding,
        "separator": one.separator,
        "columns": [{"column": name, "field": each} for name, each in zip(one.header, one.mapping, strict=True)],
        "key": one.key,
        "rule": one.rule,
        "percent": progress_of(one).percent,
        "rows": one.row_count,
        "created": one.created_count,
        "updated": one.updated_count,
        "skipped": one.skipped_count,
        "failed": one.failed_count,
        "notice_count": one.notice_count,
        "notices": one.notices,
        "failure": one.failure,
        "preview": one.preview,
        "change_set": one.change_set_id,
        "created_at": one.created_at,
        "started_at": one.started_at,
        "finished_at": one.finished_at,
    }
