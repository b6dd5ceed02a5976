from django.urls import path

from trato.web.records.urls import RECORD
from trato.web.shortcuts import views

urlpatterns = [
    path("pins/", views.page_pin, name="page_pin"),
    path(f"{RECORD}pin/", views.record_pin, name="record_pin"),
]
