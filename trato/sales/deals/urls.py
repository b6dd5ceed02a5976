from django.urls import path

from trato.sales.deals import views

urlpatterns = [
    path("<uuid:id>/win/", views.win_deal, name="win_deal"),
    path("<uuid:id>/reopen/", views.reopen_deal, name="reopen_deal"),
    path("<uuid:id>/duplicate/", views.duplicate_deal, name="duplicate_deal"),
    path("<uuid:id>/check/", views.check_deal, name="check_deal"),
    path("<uuid:id>/people/", views.add_person, name="add_person"),
    path("<uuid:id>/people/<uuid:contact>/remove/", views.remove_person, name="remove_person"),
]
