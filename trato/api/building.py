"""One API out of what the modules contribute."""

from functools import cache

from ninja import NinjaAPI

from trato.foundation.public import RestRouter, contributions


@cache
def api() -> NinjaAPI:
    built = NinjaAPI(title="Trato", version="1", urls_namespace="api", docs_url=None, openapi_url="openapi.json")
    for each in contributions(RestRouter):
        built.add_router(each.prefix, each.router())
    return built
