from django.urls import path

from trato.customers.task_templates import views

urlpatterns = [
    path("", views.task_templates, name="task_templates"),
    path("new/", views.new_template, name="new_task_template"),
    path("<uuid:id>/", views.change_template, name="change_task_template"),
    path("<uuid:id>/delete/", views.delete, name="delete_task_template"),
]
