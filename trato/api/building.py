"""One API out of what the modules contribute."""

from functools import cache
from typing import Any

from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from trato.api.docs.refusals import with_refusals
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


class Described(NinjaAPI):
    """Its description also says what endpoints answer that refuse."""

    def get_openapi_schema(self, **asked: Any) -> OpenAPISchema:
        return with_refusals(super().get_openapi_schema(**asked))


@cache
def api() -> NinjaAPI:
    built = Described(
        title="Trato",
        version="1",
        description=DESCRIPTION,
        urls_namespace="api",
        docs=OwnPage(),
        docs_url="docs",
        openapi_url="openapi.json",
        docs_decorator=require_safe,
        auth=Bearer(),
        parser=JsonBodies(),
    )
    explain_errors(built)
    built.add_decorator(once)
    for each in contributions(RestRouter):
        built.add_router(each.prefix, each.router())
    return built
