from django.urls import path

from trato.web.imports import views

urlpatterns = [
    path("", views.start, name="import_start"),
    path("mappings/", views.mappings, name="import_mappings"),
    path("mappings/<uuid:id>/forget/", views.forget_mapping, name="forget_import_mapping"),
    path("<uuid:id>/", views.show, name="import"),
    path("<uuid:id>/columns/", views.choose_columns, name="import_columns"),
    path("<uuid:id>/words/", views.choose_words, name="import_words"),
    path("<uuid:id>/reading/", views.choose_reading, name="import_reading"),
    path("<uuid:id>/mapping/", views.use_mapping, name="import_use_mapping"),
    path("<uuid:id>/keep-mapping/", views.keep_mapping, name="import_keep_mapping"),
    path("<uuid:id>/matching/", views.choose_matching, name="import_matching"),
    path("<uuid:id>/preview/", views.preview, name="import_preview"),
    path("<uuid:id>/run/", views.run, name="import_run"),
    path("<uuid:id>/stop/", views.stop, name="import_stop"),
    path("<uuid:id>/errors.csv", views.errors, name="import_errors"),
]
