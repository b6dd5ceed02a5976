from django.urls import path

from trato.sales.leads import views

urlpatterns = [
    path("leads/", views.leads, name="leads"),
    # Below the address of a contact: so the rows of a list know where their keys post to.
    path("contacts/<uuid:id>/contacted/", views.contact_lead, name="contact_lead"),
    path("contacts/<uuid:id>/qualify/", views.qualify_lead, name="qualify_lead"),
    path("contacts/<uuid:id>/unqualify/", views.unqualify_lead, name="unqualify_lead"),
    path("contacts/<uuid:id>/convert/", views.convert_lead, name="convert_lead"),
]
