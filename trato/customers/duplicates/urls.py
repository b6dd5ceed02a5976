from django.urls import path

from trato.customers.duplicates import views

urlpatterns = [
    path("<slug:plural>/", views.duplicates, name="duplicates"),
    path("<slug:plural>/likely/", views.likely_duplicates, name="likely_duplicates"),
    path("<slug:plural>/merge/", views.merge_pairs, name="merge_pairs"),
    path("<slug:plural>/<uuid:id>/apart/", views.keep_apart, name="keep_apart"),
    path("<slug:plural>/<uuid:id>/again/", views.consider_again, name="consider_again"),
]
