from django.urls import path

from trato.sales.lead_forms import portal_views, views

urlpatterns = [
    path("forms/<str:key>/", portal_views.lead_form_page, name="lead_form_page"),
    path("forms/<str:key>/thanks/", portal_views.lead_form_thanks, name="lead_form_thanks"),
    path("forms/<str:key>/form.js", portal_views.lead_form_script, name="lead_form_script"),
    path("settings/lead-forms/", views.lead_forms, name="lead_forms"),
    path("settings/lead-forms/new/", views.new_lead_form, name="new_lead_form"),
    path("settings/lead-forms/<uuid:form_id>/", views.lead_form, name="lead_form"),
    path("settings/lead-forms/<uuid:form_id>/change/", views.change_lead_form, name="change_lead_form"),
    path("settings/lead-forms/<uuid:form_id>/delete/", views.delete_lead_form, name="delete_lead_form"),
    path("settings/lead-answers/<uuid:answer_id>/admit/", views.admit_answer, name="admit_answer"),
    path("settings/lead-answers/<uuid:answer_id>/drop/", views.drop_answer, name="drop_answer"),
]
