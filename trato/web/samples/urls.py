from django.urls import path

from trato.web.samples.views import remove_sample_data, sample_data

urlpatterns = [
    path("sample-data/", sample_data, name="sample_data"),
    path("sample-data/remove/", remove_sample_data, name="remove_sample_data"),
]
