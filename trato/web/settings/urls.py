from django.urls import path

from trato.web.settings.views import company, confirm_own_address, preferences, send_confirmation, settings

urlpatterns = [
    path("settings/", settings, name="settings"),
    path("settings/preferences/", preferences, name="preferences"),
    path("settings/company/", company, name="company"),
    path("settings/preferences/confirmation/", send_confirmation, name="send_confirmation"),
    path("confirm-address/<str:token>/", confirm_own_address, name="confirm_address"),
]
