from django.urls import path

from trato.customers.consent import portal_views, views

urlpatterns = [
    path("settings/consents/", views.purposes, name="purposes"),
    path("settings/consents/new/", views.new_purpose, name="new_purpose"),
    path("settings/consents/<uuid:purpose_id>/", views.purpose, name="purpose"),
    path("settings/consents/<uuid:purpose_id>/wording/", views.write_wording, name="write_wording"),
    path("settings/consents/<uuid:purpose_id>/archive/", views.archive_purpose, name="archive_purpose"),
    path("settings/consents/<uuid:purpose_id>/reuse/", views.reuse_purpose, name="reuse_purpose"),
    path("consents/import/", views.bring_in, name="bring_in_consents"),
    path("consents/export/", views.export, name="export_consents"),
    path("consents/<uuid:contact_id>/", views.consents, name="consents"),
    path("consents/<uuid:contact_id>/record/", views.record, name="record_consent"),
    path("consents/<uuid:contact_id>/link/", views.renew_link, name="renew_preference_link"),
    path("portal/preferences/<str:token>/", portal_views.own_preferences, name="own_preferences"),
]
