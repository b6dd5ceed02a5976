"""What every list can be asked."""

from collections.abc import Collection
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


def refuse_unknown(request: HttpRequest, known: type[Schema], *, also: Collection[str] = ()) -> None:
    """`also` are fields that the list can be asked for, each perhaps with an operator: `name.holds`."""
    given = [name for name in request.GET if name.partition(".")[0] not in also]
    told = {name[:60]: _not_there(known) for name in sorted(set(given) - set(known.model_fields))}
    told |= {name: _twice(name) for name in known.model_fields if len(request.GET.getlist(name)) > 1}
    if told:
        raise UnknownParameter(next(iter(told.values())), fields=told)


def _not_there(known: type[Schema]) -> str:
    return _("There is no such parameter. There are: %(names)s.") % {"names": ", ".join(known.model_fields)}


def _twice(name: str) -> str:
    return _("“%(name)s” stands here more than once.") % {"name": name}
