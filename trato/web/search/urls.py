from django.urls import path

from trato.web.search.views import search

urlpatterns = [path("search/", search, name="search")]
