"""Refusals of the kit in the reader's language."""

from django.utils.translation import gettext

from trato.kit.errors import DomainError


def explained(refusal: DomainError) -> str:
    """The kit knows no languages: it gives the sentence and what goes into it."""
    return gettext(refusal.sentence) % refusal.params if refusal.code else str(refusal)
