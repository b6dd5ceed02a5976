from django.urls import path

from trato.sales.routing import views

urlpatterns = [
    path("", views.routing, name="routing"),
    path("new/", views.new_routing_rule, name="new_routing_rule"),
    path("try/", views.try_routing, name="try_routing"),
    path("hours/", views.working_hours, name="working_hours"),
    path("hours/everybody/", views.common_hours, name="common_hours"),
    path("hours/<uuid:user_id>/", views.hours_of_colleague, name="hours_of_colleague"),
    path("<uuid:rule_id>/", views.routing_rule, name="routing_rule"),
    path("<uuid:rule_id>/delete/", views.delete_routing_rule, name="delete_routing_rule"),
    path("<uuid:rule_id>/move/", views.move_routing_rule, name="move_routing_rule"),
]
