"""The one row about ourselves."""

from trato.foundation.installation.models import Installation


def installation() -> Installation:
    """The company's settings; sensible ones before the first page was filled in."""
    return Installation.objects.first() or Installation(name="Trato")


def is_set_up() -> bool:
    return Installation.objects.exists()
