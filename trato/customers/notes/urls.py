from django.urls import path

from trato.customers.notes import views

urlpatterns = [
    path("<str:kind>/<uuid:about>/write/", views.write, name="write_note"),
    path("<str:kind>/<uuid:about>/people/", views.mentionable, name="mentionable"),
    path("<uuid:id>/", views.note, name="note"),
    path("<uuid:id>/change/", views.change, name="change_note"),
    path("<uuid:id>/delete/", views.delete, name="delete_note"),
    path("<uuid:id>/restore/", views.restore, name="restore_note"),
]
