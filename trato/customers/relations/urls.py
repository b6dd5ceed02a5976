from django.urls import path

from trato.customers.relations import views

urlpatterns = [
    path("<uuid:id>/relate/", views.relate, name="relate"),
    path("<uuid:id>/others/", views.others, name="others_to_relate"),
    path("<uuid:id>/change/", views.change, name="change_relation"),
    path("<uuid:id>/delete/", views.unrelate, name="unrelate"),
    path("<uuid:id>/restore/", views.again, name="relate_again"),
]
