from django.urls import path

from trato.web.live import views

urlpatterns = [path("ticket/", views.ticket, name="live_ticket")]
