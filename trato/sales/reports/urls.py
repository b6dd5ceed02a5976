from django.urls import path

from trato.sales.reports import views

urlpatterns = [
    path("sales/reports/", views.reports, name="reports"),
    path("sales/reports/<str:code>/", views.report, name="report"),
]
