from django.urls import path

from trato.web.roles.views import delete, new_role, role, roles

urlpatterns = [
    path("settings/roles/", roles, name="roles"),
    path("settings/roles/new/", new_role, name="new_role"),
    path("settings/roles/<uuid:role_id>/", role, name="role"),
    path("settings/roles/<uuid:role_id>/delete/", delete, name="delete_role"),
]
