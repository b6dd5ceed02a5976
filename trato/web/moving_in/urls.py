from django.urls import path

from trato.web.moving_in import views

urlpatterns = [
    path("", views.start, name="move_start"),
    path("<uuid:id>/", views.show, name="move"),
    path("<uuid:id>/files/", views.add_files, name="move_files"),
    path("<uuid:id>/system/", views.choose_system, name="move_system"),
    path("<uuid:id>/people/", views.choose_people, name="move_people"),
    path("<uuid:id>/files/<uuid:file>/holds/", views.choose_what_it_holds, name="move_holds"),
    path("<uuid:id>/files/<uuid:file>/words/", views.choose_words, name="move_words"),
    path("<uuid:id>/files/<uuid:file>/fields/", views.make_fields, name="move_fields"),
    path("<uuid:id>/run/", views.run, name="move_run"),
    path("<uuid:id>/stop/", views.stop, name="move_stop"),
    path("<uuid:id>/discard/", views.discard, name="move_discard"),
]
