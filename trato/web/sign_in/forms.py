"""allauth's forms in our words, one password field instead of two."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ResetPasswordForm, ResetPasswordKeyForm
from django import forms
from django.utils.translation import gettext_lazy as _

from trato.foundation.public import User

NEW_PASSWORD_HELP = _("At least ten characters. A few words that only you put together are best.")


def _say(form: forms.Form, **labels: Any) -> None:
    for name, label in labels.items():
        form.fields[name].label = label
        form.fields[name].help_text = NEW_PASSWORD_HELP if name == "password1" else ""
        form.fields[name].widget.attrs.pop("placeholder", None)


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth ships no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, login=_("E-mail"), password=_("Password"))
        self.fields["login"].widget.attrs |= {"autofocus": True, "autocomplete": "username"}


class ForgottenPasswordForm(ResetPasswordForm):  # type: ignore[misc]  # allauth ships no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, email=_("E-mail"))

    def clean_email(self) -> str:
        """Not looked up here: an answer that takes longer for a known address would tell it."""
        self.users: list[User] = []
        return str(self.cleaned_data["email"])


class NewPasswordForm(ResetPasswordKeyForm):  # type: ignore[misc]  # allauth ships no types
    password2 = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, password1=_("New password"))


class OtherPasswordForm(ChangePasswordForm):  # type: ignore[misc]  # allauth ships no types
    password2 = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, oldpassword=_("Current password"), password1=_("New password"))
