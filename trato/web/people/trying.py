"""Do what a form asks, or say at its fields why not."""

from collections.abc import Callable
from typing import TypeVar

from django.forms import Form

from trato.foundation.public import NotFound
from trato.kit.errors import DomainError

T = TypeVar("T")


def tried(form: Form, act: Callable[[], T]) -> T | None:
    """None when the form was not sent, cannot be read or was refused; what was typed stays in it."""
    if not form.is_valid():
        return None
    try:
        return act()
    except NotFound:
        raise
    except DomainError as refusal:
        for name, message in (refusal.fields or {"": refusal.message}).items():
            form.add_error(name if name in form.fields else None, message)
    return None


def status_of(form: Form) -> int:
    return 422 if form.errors else 200
