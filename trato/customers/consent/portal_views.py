"""The page on which people themselves say what they agree to. Opened by a signed link, without signing in."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from trato.customers.consent.errors import LinkUnknown, TooManyAnswers
from trato.customers.consent.forms import PreferencesAsked
from trato.customers.consent.links import as_themself, contact_of_token, refuse_haste
from trato.customers.consent.use_cases.record import answer_preferences
from trato.customers.contacts.models import Contact
from trato.foundation.public import installation
from trato.kit.errors import DomainError


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own_preferences(request: HttpRequest, token: str) -> HttpResponse:
    """Opening it changes nothing: programs that look into mail open links too."""
    try:
        contact = contact_of_token(token)
    except LinkUnknown as unknown:
        return _refused(request, unknown, status=404)
    with translation.override(_language(contact)):
        return _answered(request, contact, token) if request.method == "POST" else _page(request, contact)


def _answered(request: HttpRequest, contact: Contact, token: str) -> HttpResponse:
    asked = PreferencesAsked(contact, translation.get_language() or "en")
    try:
        refuse_haste(contact)
        answer_preferences(asked.statements(request.POST), contact_id=contact.id, by=as_themself(contact))
    except DomainError as refusal:
        return _refused(request, refusal, status=429 if isinstance(refusal, TooManyAnswers) else 422)
    return redirect(f"{request.path}?saved=yes")


def _page(request: HttpRequest, contact: Contact) -> HttpResponse:
    asked = PreferencesAsked(contact, translation.get_language() or "en")
    facts = {"groups": asked.groups, "is_saved": "saved" in request.GET, "company": installation().name}
    answer = render(request, "customers/consents/preferences.html", facts)
    # The address is the key, so no other site is told it. Our own is: without it a browser says “null” is the origin.
    answer["Referrer-Policy"] = "same-origin"
    return answer


def _refused(request: HttpRequest, refusal: DomainError, *, status: int) -> HttpResponse:
    return render(request, "customers/consents/refused.html", {"refusal": refusal}, status=status)


def _language(contact: Contact) -> str:
    """The contact's own where Trato speaks it, else what the browser asks for."""
    own = contact.language.partition("-")[0]
    return own if own in dict(settings.LANGUAGES) else translation.get_language() or "en"
