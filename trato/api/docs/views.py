"""The page that explains the API: made on the server from the OpenAPI document, without a line of script."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase

from trato.api.docs.describing import groups_of, schemas_of
from trato.api.problems.titles import KINDS


class OwnPage(DocsBase):
    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        document = api.get_openapi_schema(path_params=kwargs)
        facts = {
            "groups": groups_of(document, base_url=settings.BASE_URL),
            "schemas": schemas_of(document),
            "problems": KINDS.values(),
            "base_url": settings.BASE_URL,
        }
        return HttpResponse(render_to_string("api/docs.html", facts))
