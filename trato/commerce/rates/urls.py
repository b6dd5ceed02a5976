from django.urls import path

from trato.commerce.rates import views

urlpatterns = [path("", views.rates, name="rates")]
