from django.urls import path

from trato.web.first_run.views import first_run, welcome

urlpatterns = [
    path("first-run/<str:token>/", first_run, name="first_run"),
    path("welcome/", welcome, name="welcome"),
]
