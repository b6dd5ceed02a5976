from django.urls import path

from trato.sales.pipelines import views

urlpatterns = [
    path("", views.pipelines, name="pipelines"),
    path("stages/<str:code>/", views.stage, name="stage"),
    path("stages/<str:code>/move/", views.move_stage, name="move_stage"),
    path("stages/<str:code>/remove/", views.remove_stage, name="remove_stage"),
    path("<str:code>/", views.pipeline, name="pipeline"),
    path("<str:code>/move/", views.move_pipeline, name="move_pipeline"),
    path("<str:code>/new-stage/", views.new_stage, name="new_stage"),
]
