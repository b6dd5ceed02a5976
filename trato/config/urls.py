"""Mount every module's pages and the API without naming any module."""

from django.urls import include, path

from trato.api.public import api
from trato.foundation.public import StaffPages, contributions

urlpatterns = [
    path("api/v1/", api().urls),  # first: programs ask more often than people, and pages have many addresses
    *[path(pages.prefix, include(pages.urlconf)) for pages in contributions(StaffPages)],
]

handler400 = "trato.web.errors.views.bad_request"
handler403 = "trato.web.errors.views.not_allowed"
handler404 = "trato.web.errors.views.not_found"
handler500 = "trato.web.errors.views.server_error"
