"""Every address that answers: the name of its route with the method. Read from the resolver: none is forgotten."""

import inspect
from collections.abc import Callable, Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from trato.api.public import api

Route = tuple[str, str]
CHANGING = ("POST", "PUT", "PATCH", "DELETE")
# Files that a server in front would hand out, and the description of the API: the same for everybody.
PUBLIC_BY_NATURE = {"api:openapi-json", "api:openapi-view", "api:api-root"}


def routes() -> set[Route]:
    found = {(name, method) for name, view in _pages(get_resolver().url_patterns) for method in _methods(view)}
    return found | set(_api_routes())


def _pages(patterns: list[URLPattern | URLResolver], namespace: str = "") -> Iterator[tuple[str, Callable[..., Any]]]:
    for each in patterns:
        if isinstance(each, URLResolver):
            if each.namespace != "api":
                yield from _pages(each.url_patterns, f"{each.namespace}:" if each.namespace else namespace)
        else:
            yield f"{namespace}{each.name}", each.callback


def _methods(view: Callable[..., Any]) -> list[str]:
    """A view that does not say which methods it takes must be tried with both."""
    shown = getattr(view, "view_class", None)
    if shown:
        return [method.upper() for method in ("get", "post") if hasattr(shown, method)]
    layer: Any = view
    while layer is not None:
        if named := inspect.getclosurevars(layer).nonlocals.get("request_method_list"):
            return [method for method in named if method != "HEAD"]
        layer = getattr(layer, "__wrapped__", None)
    return ["GET", "POST"]


def _api_routes() -> Iterator[Route]:
    for _prefix, router in api()._routers:
        for path_view in router.path_operations.values():
            for operation in path_view.operations:
                name = f"api:{operation.url_name or api().get_operation_url_name(operation, router)}"
                yield from ((name, method) for method in operation.methods)
