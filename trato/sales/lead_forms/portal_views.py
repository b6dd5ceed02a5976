"""The public addresses of a form: anybody comes, nobody signs in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from trato.foundation.public import installation
from trato.sales.lead_forms.answering import allowed_before, form_page, unknown
from trato.sales.lead_forms.drawing import drawn, language_for, script_of, thanks_in
from trato.sales.lead_forms.queries import form_by_key
from trato.sales.lead_forms.receiving import received


@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST", "OPTIONS"])
def lead_form_page(request: HttpRequest, key: str) -> HttpResponse:
    """Other people's pages post here, so there is no cookie to guard and none is looked at."""
    if request.method == "POST":
        return received(request, key)
    if request.method == "OPTIONS":
        return allowed_before(request, form_by_key(key))
    return _shown(request, key)


def _shown(request: HttpRequest, key: str) -> HttpResponse:
    form = form_by_key(key)
    if form is None:
        return unknown(request)
    language = language_for(form, request.GET.get("lang", "")[:20])
    with translation.override(language):
        return form_page(request, form, language)


@never_cache
@require_safe
def lead_form_thanks(request: HttpRequest, key: str) -> HttpResponse:
    form = form_by_key(key)
    if form is None:
        return unknown(request)
    language = language_for(form, request.GET.get("lang", "")[:20])
    with translation.override(language):
        facts = {"form": form, "thanks": thanks_in(form, language), "company": installation().name}
        return render(request, "sales/lead_forms/thanks.html", facts)


@never_cache
@require_safe
def lead_form_script(request: HttpRequest, key: str) -> HttpResponse:
    form = form_by_key(key)
    language = language_for(form, request.GET.get("lang", "")[:20]) if form else "en"
    with translation.override(language):
        text = script_of(drawn(form, language)) if form else "/* There is no such form, or it is closed. */"
    answer = HttpResponse(text, content_type="text/javascript; charset=utf-8", status=200 if form else 404)
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer
