from django.urls import path

from trato.web.exports import views
from trato.web.records.urls import PluralOfAKind  # noqa: F401  # registers the converter below

urlpatterns = [
    path("", views.index, name="exports"),
    path("new/<plural_of_a_kind:plural>/", views.start, name="export_start"),
    path("<uuid:id>/", views.show, name="export"),
    path("<uuid:id>/file/", views.file, name="export_file"),
    path("<uuid:id>/stop/", views.stop, name="export_stop"),
    path("<uuid:id>/delete/", views.delete, name="export_delete"),
]
