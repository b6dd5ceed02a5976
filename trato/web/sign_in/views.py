"""allauth's pages, and what only we know: whether there is a company yet, and whether mail can leave."""

from typing import Any

from allauth.account.views import LoginView, PasswordChangeView, PasswordResetFromKeyView, PasswordResetView
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from trato.foundation.public import (
    NotAllowed,
    ask_for_password_link,
    confirm_address,
    is_set_up,
    mail_is_set_up,
    was_mailed,
)

YEAR = 365 * 24 * 3600


class SignIn(LoginView):  # type: ignore[misc]  # allauth ships no types
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated and not is_set_up():
            return render(request, "web/first_run/waiting.html", status=503)
        answer: HttpResponse = super().dispatch(request, *args, **kwargs)
        return answer


class ForgottenPassword(PasswordResetView):  # type: ignore[misc]  # allauth ships no types
    """Without a mail server nothing pretends to be sent."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not mail_is_set_up():
            return render(request, "account/password_reset.html")
        answer: HttpResponse = super().dispatch(request, *args, **kwargs)
        return answer

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        if answer.status_code == 302:  # not told to wait
            ask_for_password_link(form.cleaned_data["email"])
        return answer


class NewPassword(PasswordResetFromKeyView):  # type: ignore[misc]  # allauth ships no types
    """For invitations and forgotten passwords alike. Then the person is signed in."""

    def form_valid(self, form: Any) -> HttpResponse:
        came_by_mail = was_mailed(self.reset_user, self.key)
        answer: HttpResponse = super().form_valid(form)
        if came_by_mail:
            confirm_address(by=self.reset_user.acting())
        return answer


class ChangePassword(PasswordChangeView):  # type: ignore[misc]  # allauth ships no types
    success_url = reverse_lazy("web:preferences")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated and not request.user.has_usable_password():
            raise NotAllowed(_("You have no password yet. An administrator can make a link to choose one."))
        answer: HttpResponse = super().dispatch(request, *args, **kwargs)
        return answer


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Before signing in a cookie remembers it."""
    wanted, back = request.POST.get("language", ""), request.POST.get("next", "/")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    answer = redirect(back if is_ours else "/")
    if wanted in dict(settings.LANGUAGES) and check_for_language(wanted):
        answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, wanted, max_age=YEAR, samesite="Lax", httponly=True)
    return answer
