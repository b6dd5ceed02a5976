"""What a person may type into the list of kinds of relations."""

from django.http import QueryDict

from trato.customers.relations.models import RelationType
from trato.customers.relations.queries import first_types

SPARE = 3  # empty lines behind the filled ones


def typed_types(given: QueryDict) -> list[tuple[str, str, str]]:
    ids, names, others = (given.getlist(column) for column in ("type_id", "name", "other_name"))
    return list(zip(ids, names, others, strict=False))


def shown_types() -> list[tuple[str, str, str]]:
    held = RelationType.objects.order_by("place", "id").values_list("id", "name", "other_name")
    return [(str(id_), name, other) for id_, name, other in held] or [("", *pair) for pair in first_types()]


def with_spares(rows: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    return [*rows, *([("", "", "")] * SPARE)]
