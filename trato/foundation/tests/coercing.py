"""What the tests of coercion have in common: one value read for one type of field."""

from typing import Any
from uuid import uuid4

import pytest

from trato.foundation.extensions.kinds import Field, FieldType
from trato.foundation.kinds.coercion import Coercion
from trato.kit.errors import DomainError

ALICE, NORTH = uuid4(), uuid4()


def reading(*, country: str = "ES", locale: str = "en") -> Coercion:
    return Coercion(
        country=country,
        currency="EUR",
        proof="typed",
        locale=locale,
        find_user={"alice": ALICE}.get,
        find_team={"north": NORTH}.get,
    )


def field(type_: FieldType, **facts: Any) -> Field:
    return Field(name="it", label="It", type=type_, sql="r.it", **facts)


def read(type_: FieldType, given: Any, **facts: Any) -> Any:
    return reading(**{name: facts.pop(name) for name in ("country", "locale") if name in facts}).value(
        field(type_, **facts), given
    )


def refusal(type_: FieldType, given: Any, **facts: Any) -> str:
    with pytest.raises(DomainError) as refused:
        read(type_, given, **facts)
    return str(refused.value)
