from django.urls import path

from trato.web.change_sets import views

urlpatterns = [
    path("", views.change_sets, name="change_sets"),
    path("new/", views.start_change_set, name="change_set_start"),
    path("<uuid:id>/", views.change_set, name="change_set"),
    path("<uuid:id>/values/", views.give_values, name="change_set_values"),
    path("<uuid:id>/preview/", views.preview_change_set, name="change_set_preview"),
    path("<uuid:id>/run/", views.carry_out, name="change_set_run"),
    path("<uuid:id>/stop/", views.stop_change_set, name="change_set_stop"),
    path("<uuid:id>/undo/", views.undo, name="change_set_undo"),
]
