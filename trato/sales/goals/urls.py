from django.urls import path

from trato.sales.goals import views

urlpatterns = [
    path("sales/goals/", views.goals, name="goals"),
    path("sales/goals/<uuid:goal_id>/remove/", views.remove_goal, name="remove_goal"),
]
