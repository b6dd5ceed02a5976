from django.urls import path

from trato.web.gallery.views import gallery

urlpatterns = [path("", gallery, name="gallery")]
