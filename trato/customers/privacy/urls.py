from django.urls import path

from trato.customers.privacy import views

urlpatterns = [
    path("settings/privacy/", views.requests, name="privacy_requests"),
    path("settings/retention/", views.rules, name="retention"),
    path("settings/retention/new/", views.new_rule, name="new_retention_rule"),
    path("settings/retention/<uuid:rule_id>/", views.rule, name="retention_rule"),
    path("settings/retention/<uuid:rule_id>/switch/", views.switch_rule, name="switch_retention_rule"),
    path("settings/retention/<uuid:rule_id>/delete/", views.delete_rule, name="delete_retention_rule"),
    path("privacy/<uuid:contact_id>/", views.contact_data, name="contact_data"),
    path("privacy/<uuid:contact_id>/answer/", views.start_answer, name="start_answer"),
    path("privacy/answers/<uuid:export_id>/", views.answer_file, name="answer_file"),
    path("privacy/answers/<uuid:export_id>/delete/", views.delete_answer, name="delete_answer"),
    path("privacy/erasures/<uuid:erasure_id>/", views.certificate, name="certificate"),
    path("privacy/erasures/<uuid:erasure_id>/json/", views.certificate_json, name="certificate_json"),
]
