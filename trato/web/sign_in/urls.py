"""Addresses under allauth's own names. Signing up has none."""

from allauth.account.views import AccountInactiveView, LogoutView, PasswordResetDoneView, PasswordResetFromKeyDoneView
from django.urls import path, re_path

from trato.web.sign_in.views import ChangePassword, ForgottenPassword, NewPassword, SignIn, choose_language

urlpatterns = [
    path("login/", SignIn.as_view(), name="account_login"),
    path("logout/", LogoutView.as_view(), name="account_logout"),
    path("inactive/", AccountInactiveView.as_view(), name="account_inactive"),
    path("language/", choose_language, name="account_language"),
    path("password/change/", ChangePassword.as_view(), name="account_change_password"),
    path("password/reset/", ForgottenPassword.as_view(), name="account_reset_password"),
    path("password/reset/done/", PasswordResetDoneView.as_view(), name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        NewPassword.as_view(),
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        PasswordResetFromKeyDoneView.as_view(),
        name="account_reset_password_from_key_done",
    ),
]
