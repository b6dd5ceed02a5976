"""A filter as the form of the menu sends it: `add=owner&operator=not&value=…`, perhaps `instead=owner` of another."""

from collections.abc import Mapping

from django.http import QueryDict

ADDING = ("add", "operator", "value", "instead")
WITHOUT_VALUES = ("empty", "filled")


def with_added(given: Mapping[str, tuple[str, ...]], query: QueryDict) -> dict[str, tuple[str, ...]]:
    field = query.get("add", "")
    if not field:
        return dict(given)
    operator = query.get("operator", "is")
    name = field if operator == "is" else f"{field}.{operator}"
    values = tuple(text for text in query.getlist("value") if text.strip())
    if operator in WITHOUT_VALUES:
        values = ("yes",)
    elif operator != "between":
        values = values if operator in ("is", "not", "holds") else values[:1]
    kept = {key: texts for key, texts in given.items() if key not in (query.get("instead", ""), name)}
    return {**kept, name: values} if values else kept
