from django.urls import path

from trato.customers.activities import views

urlpatterns = [
    path("<str:kind>/<uuid:about>/<str:type>/write/", views.write_activity, name="write_activity"),
    path("<uuid:id>/hold/", views.hold_activity, name="hold_activity"),
    path("<uuid:id>/plan/", views.plan_activity_again, name="plan_activity_again"),
    path("<uuid:id>/postpone/", views.postpone, name="postpone_activity"),
    path("<uuid:id>/put-back/", views.put_back, name="put_activity_back"),
    path("<uuid:id>/join/", views.join, name="join_activity"),
    path("<uuid:id>/leave/", views.leave, name="leave_activity"),
]
