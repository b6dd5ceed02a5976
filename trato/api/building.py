"""One API out of what the modules contribute."""

from functools import cache

from ninja import NinjaAPI

from trato.api.docs.views import OwnPage
from trato.api.idempotency.use_cases import once
from trato.api.keys.bearer import Bearer
from trato.api.problems.bodies import JsonBodies
from trato.api.problems.explaining import explain_errors
from trato.foundation.public import RestRouter, contributions

DESCRIPTION = """Everything a colleague may do on a page, a program may do here, with that colleague's rights.

Errors are problem documents (RFC 9457) that name the field. Lists are read by cursor. Every write may carry an
Idempotency-Key: sent again within a day it has no second effect and gets the same answer. ETag and If-Match guard
against lost updates. Times are ISO 8601 in UTC."""


@cache
def api() -> NinjaAPI:
    built = NinjaAPI(
        title="Trato",
        version="1",
        description=DESCRIPTION,
        urls_namespace="api",
        docs=OwnPage(),
        docs_url="docs",
        openapi_url="openapi.json",
        auth=Bearer(),
        parser=JsonBodies(),
    )
    explain_errors(built)
    built.add_decorator(once)
    for each in contributions(RestRouter):
        built.add_router(each.prefix, each.router())
    return built
