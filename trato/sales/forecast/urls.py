from django.urls import path

from trato.sales.forecast import views

urlpatterns = [
    path("sales/forecast/", views.forecast, name="forecast"),
    path("sales/forecast/adjust/", views.adjust_forecast, name="adjust_forecast"),
    path("sales/forecast/changes/", views.forecast_changes, name="forecast_changes"),
    path("sales/forecast/back/", views.forecast_back, name="forecast_back"),
]
