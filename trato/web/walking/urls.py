from django.urls import path

from trato.web.records.urls import RECORD  # also registers its converter
from trato.web.walking import views

urlpatterns = [
    path(f"{RECORD}next/", views.record_next, name="record_next"),
    path(f"{RECORD}previous/", views.record_previous, name="record_previous"),
]
