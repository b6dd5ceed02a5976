"""What every list can be asked."""

from typing import Annotated

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import Field

from trato.kit.errors import DomainError

MOST = 200

Limit = Annotated[int, Field(ge=1, le=MOST, description="How many results at most.")]
After = Annotated[str, Field(description="The cursor that the page before gave as paging.next.after.")]


class UnknownParameter(DomainError):
    """A mistyped filter must not become a list of everything."""


class ListParameters(Schema):
    limit: Limit = 50
    after: After = ""


def refuse_unknown(request: HttpRequest, known: type[Schema]) -> None:
    unknown = sorted(set(request.GET) - set(known.model_fields))
    if unknown:
        names = ", ".join(known.model_fields)
        told = {
            name[:60]: _("There is no such parameter. There are: %(names)s.") % {"names": names} for name in unknown
        }
        raise UnknownParameter(next(iter(told.values())), fields=told)
