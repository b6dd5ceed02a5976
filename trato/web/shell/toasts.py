"""Say what happened, and offer the way back."""

from django.contrib import messages
from django.http import HttpRequest


def say(request: HttpRequest, text: str, *, undo_url: str = "") -> None:
    """A toast on the next page, or in this answer when its template has {% toasts %}."""
    messages.success(request, text, extra_tags=undo_url, fail_silently=True)
