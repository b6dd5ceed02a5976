"""How colleagues sign in: allauth does it, and what it changes goes through our verbs."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trato.foundation.public import User, choose_password, record_sign_in


class ColleaguesOnly(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """People come by invitation."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": gettext_lazy("The e-mail or the password is not right."),
        "enter_current_password": gettext_lazy("This is not your current password."),
        "too_many_login_attempts": gettext_lazy("Too many wrong passwords. Wait a few minutes, then try again."),
        "rate_limited": gettext_lazy("Too many tries in a short time. Wait a few minutes."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def set_password(self, user: User, password: str) -> None:
        user.password = choose_password(password, by=user.acting()).password

    def post_login(self, request: HttpRequest, user: User, **facts: Any) -> HttpResponse:
        record_sign_in(by=user.acting())
        response: HttpResponse = super().post_login(request, user, **facts)
        return response

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Nothing leaves from here: foundation.notifications is the only sender to colleagues."""

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        """That one is signed in is seen; that the password changed is worth a word."""
        if message_template == "account/messages/password_changed.txt":
            messages.success(request, _("Your password was changed."))
