"""What every change to the system has in common."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar, cast

from django.db import transaction
from django.utils.translation import gettext as _

from trato.foundation.actors.actor import Actor
from trato.foundation.actors.errors import NotAllowed
from trato.foundation.extensions.registry import asked_once
from trato.foundation.fencing import refuse_late_attempt

P = ParamSpec("P")
R = TypeVar("R")


def use_case(*, right: str = "") -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Check that the actor may do this at all, then do all of it or none of it.

    How far the right reaches is asked inside, with `within`. Without a right it is what everybody may do with what is
    their own, and who is nobody has nothing; it then asks inside whose that is.
    """

    def decorate(do: Callable[P, R]) -> Callable[P, R]:
        @wraps(do)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            actor = cast(Actor, kwargs["by"])
            if not (actor.may(right) if right else actor.is_somebody):
                raise NotAllowed(_("Your role does not allow this."))
            with transaction.atomic(), asked_once():
                refuse_late_attempt()
                return do(*args, **kwargs)

        run.right = right  # type: ignore[attr-defined]  # the rights matrix walks it
        return run

    return decorate
