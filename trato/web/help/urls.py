from django.urls import path

from trato.web.help import views

urlpatterns = [
    path("help/", views.help_index, name="help"),
    path("help/<slug:name>/", views.help_page, name="help_page"),
]
