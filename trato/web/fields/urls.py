from django.urls import path

from trato.web.fields import views

FIELD = "settings/fields/<uuid:field_id>/"

urlpatterns = [
    path("settings/fields/", views.fields, name="fields"),
    path("settings/fields/<slug:kind>/new/", views.new_field, name="new_field"),
    path(FIELD, views.field, name="field"),
    path(f"{FIELD}limits/", views.field_limits, name="field_limits"),
    path(f"{FIELD}move/", views.move_field, name="move_field"),
    path(f"{FIELD}archive/", views.archive, name="archive_field"),
    path(f"{FIELD}unarchive/", views.unarchive, name="unarchive_field"),
    path(f"{FIELD}index/", views.index, name="index_field"),
    path(f"{FIELD}drop/", views.drop, name="drop_field"),
]
