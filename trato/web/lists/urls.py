from django.urls import path

from trato.web.lists import views
from trato.web.records.urls import PluralOfAKind  # noqa: F401  # registers the converter below

urlpatterns = [path("<plural_of_a_kind:plural>/", views.list_records, name="list")]
