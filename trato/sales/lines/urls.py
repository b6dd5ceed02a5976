from django.urls import path

from trato.sales.lines import views

urlpatterns = [
    path("deals/<uuid:id>/lines/", views.deal_lines, name="deal_lines"),
    path("deals/<uuid:id>/lines/add/", views.add_line, name="add_line"),
    path("deals/<uuid:id>/lines/put-back/", views.put_back, name="put_lines_back"),
]
