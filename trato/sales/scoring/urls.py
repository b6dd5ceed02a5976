from django.urls import path

from trato.sales.scoring import views

urlpatterns = [
    path("", views.scoring, name="scoring"),
    path("new/", views.new_scoring_rule, name="new_scoring_rule"),
    path("<uuid:rule_id>/", views.scoring_rule, name="scoring_rule"),
    path("<uuid:rule_id>/delete/", views.delete_scoring_rule, name="delete_scoring_rule"),
]
