"""What programs say about a file that they want, and what they are told about it."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

from trato.api.records.searches import MOST_FIELDS, RULES
from trato.foundation.exports.public import Export, Wish, export_progress, kept_until
from trato.foundation.public import RecordKind

MOST_IDS = 10_000


class Wanted(BaseModel):
    """Records of a `kind`: all that `filter` finds, rules as in a search, or of these only the `ids`."""

    model_config = ConfigDict(extra="forbid")

    kind: str = Field(max_length=50, description="contacts, companies, tasks or any other kind of records.")
    format: Literal["csv", "xlsx", "jsonl", "parquet", "vcf"] = "csv"
    fields: list[str] = Field(
        [], max_length=MOST_FIELDS, description="Names of fields. Without them all, and the file can come in again."
    )
    filter: Annotated[Any, WithJsonSchema(RULES)] = None
    ids: list[UUID] | None = Field(None, max_length=MOST_IDS)
    sort: str = Field("", max_length=61, description="A sortable field, with a minus in front for the other way.")
    card_version: Literal["", "4.0", "3.0"] = Field("", description="Of vCards; 4.0 when it is not said.")
    has_mark: bool = Field(
        default=False, description="Whether a CSV begins with the mark by which spreadsheets know UTF-8."
    )

    def wish(self, kind: RecordKind) -> Wish:
        return Wish(
            kind=kind,
            columns=self.fields,
            rules=self.filter,
            ids=self.ids,
            sort=self.sort.removeprefix("-"),
            descending=self.sort.startswith("-"),
        )


class ExportShown(BaseModel):
    """`state` goes from waiting to running and finished; also stopped, failed or gone. `cut` cells were longer than the
    format takes. The file is kept until `kept_until`."""

    id: UUID
    kind: str
    format: str
    state: str
    file_name: str
    rows: int
    total: int
    percent: int
    size: int
    cut: int
    failure: str
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    kept_until: datetime | None


class ExportList(BaseModel):
    results: list[ExportShown]


def told(one: Export) -> dict[str, Any]:
    return {
        "id": one.id,
        "kind": one.kind,
        "format": one.format,
        "state": one.state,
        "file_name": one.file_name,
        "rows": one.row_count,
        "total": one.total,
        "percent": export_progress(one).percent,
        "size": one.size,
        "cut": one.cut_count,
        "failure": one.failure,
        "created_at": one.created_at,
        "started_at": one.started_at,
        "finished_at": one.finished_at,
        "kept_until": kept_until(one),
    }
