from django.urls import path

from trato.web.home.views import home

urlpatterns = [path("", home, name="home")]
