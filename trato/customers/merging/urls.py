from django.urls import path

from trato.customers.merging import views

urlpatterns = [
    path("<slug:plural>/chosen/", views.merge_chosen, name="merge_chosen"),
    path("<slug:plural>/many/", views.merge_many, name="merge_many"),
    path("<slug:plural>/<uuid:id>/", views.merge, name="merge"),
    path("<slug:plural>/<uuid:id>/unmerge/", views.unmerge, name="unmerge"),
]
