from django.urls import path

from trato.customers.segments import views

urlpatterns = [
    path("of/<slug:plural>/", views.segment_from_list, name="segment_from_list"),
    path("<uuid:id>/rules/", views.segment_rules, name="segment_rules"),
    path("<uuid:id>/moves/", views.segment_moves, name="segment_moves"),
    path("<uuid:id>/overlap/", views.segment_overlap, name="segment_overlap"),
    path("<uuid:id>/why/<uuid:record_id>/", views.segment_why, name="segment_why"),
]
