"""Lists by rules: the same tree that segments are made of, in the body of a POST."""

from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Router
from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

from trato.api.keys.bearer import ApiRequest
from trato.api.paging.parameters import Limit
from trato.api.problems.answers import answer
from trato.api.records.queries import Asked, list_documents
from trato.api.records.schemas import page_schema
from trato.foundation.public import RecordKind

EXAMPLE = {"and": [{"field": "name", "operator": "holds", "value": "a"}, {"not": {"search": "b"}}]}
RULES = {"type": ["object", "null"], "additionalProperties": True, "examples": [EXAMPLE]}
MOST_FIELDS = 200


class Search(BaseModel):
    """`filter` joins rules by and, or and not. A rule is a field, an operator (is, when none is named) and a value."""

    model_config = ConfigDict(extra="forbid")

    filter: Annotated[Any, WithJsonSchema(RULES)] = None
    sort: str = Field("name", description="A sortable field, with a minus in front for the other way: -updated_at.")
    fields: list[str] = Field([], max_length=MOST_FIELDS, description="Names of fields. Without them all.")
    limit: Limit = 50
    after: str = Field("", description="The cursor that the page before gave as paging.next.after.")

    def asked(self) -> Asked:
        return Asked(sort=self.sort, limit=self.limit, after=self.after, fields=self.fields, rules=self.filter)


def add_search(router: Router, kind: RecordKind) -> None:
    @router.post(
        "/search",
        response=page_schema(kind),
        url_name=f"{kind.plural}_search",
        operation_id=f"search_{kind.plural}",
        summary=f"Search {kind.plural} by rules",
    )
    def search(request: ApiRequest, asked: Search) -> HttpResponse:
        """Such as `{"and": [{"field": "source", "value": "Fair"}, {"not": {"field": "email", "operator": "empty"}}]}`.

        Operators are is, not, holds, empty, filled, after, before, between, least, most, as the field allows.
        `{"search": "text"}` finds text. Other rules are `{"of": "company", "where": …}`, `{"event":
        "customers.note_written", "operator": "most", "value": 0, "within": "30d"}`, `{"segment": id}`, `{"list": id}`
        and `{"consent": "newsletter", "channel": "email", "value": "given"}`. Rules are nested at most 50 levels deep,
        5,000 of them with 50 values each.
        """
        return answer(list_documents(kind, asked.asked(), seen_by=request.auth.actor))
