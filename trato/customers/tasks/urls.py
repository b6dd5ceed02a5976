from django.urls import path

from trato.customers.tasks import views

urlpatterns = [
    path("<str:kind>/<uuid:about>/write/", views.write_task, name="write_task"),
    path("<uuid:id>/complete/", views.complete_task, name="complete_task"),
    path("<uuid:id>/reopen/", views.reopen_task, name="reopen_task"),
    path("<uuid:id>/postpone/", views.postpone_task, name="postpone_task"),
    path("<uuid:id>/put-back/", views.put_back_task, name="put_back_task"),
]
