from django.urls import path

from trato.web.people.file_views import people_file
from trato.web.people.views import deactivate, invite, password_link, people, person, reactivate

urlpatterns = [
    path("settings/people/", people, name="people"),
    path("settings/people/new/", invite, name="invite"),
    path("settings/people/file/", people_file, name="people_file"),
    path("settings/people/<uuid:user_id>/", person, name="person"),
    path("settings/people/<uuid:user_id>/password-link/", password_link, name="password_link"),
    path("settings/people/<uuid:user_id>/deactivate/", deactivate, name="deactivate"),
    path("settings/people/<uuid:user_id>/reactivate/", reactivate, name="reactivate"),
]
