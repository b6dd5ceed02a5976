from django.urls import path

from trato.web.creating.views import new

urlpatterns = [path("new/<slug:kind>/", new, name="new")]
