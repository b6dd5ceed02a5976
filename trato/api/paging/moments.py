"""A moment as a program gives it."""

from typing import Annotated

from pydantic import AfterValidator, AwareDatetime

from trato.kit.typed_moments import in_utc

Moment = Annotated[AwareDatetime, AfterValidator(in_utc)]
