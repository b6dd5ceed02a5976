"""Where post goes."""

from django.db import models
from django.db.models import Q

from trato.kit.records import Record


class Address(Record):
    """`country` is the ISO code where the country is known, else what was written."""

    # Without indexes of their own: those below begin with them.
    contact = models.ForeignKey(
        "customers.Contact", on_delete=models.CASCADE, null=True, related_name="addresses", db_index=False
    )
    company = models.ForeignKey(
        "customers.Company", on_delete=models.CASCADE, null=True, related_name="addresses", db_index=False
    )
    label = models.TextField(default="", blank=True)
    street = models.TextField(default="", blank=True)
    city = models.TextField(default="", blank=True)
    region = models.TextField(default="", blank=True)
    postal_code = models.TextField(default="", blank=True)
    country = models.TextField(default="", blank=True)
    place = models.SmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="address_has_one_owner",
                condition=Q(contact=None, company__isnull=False) | Q(contact__isnull=False, company=None),
            )
        ]
        indexes = [
            models.Index(fields=["contact", "place"], name="address_of_contact", condition=Q(contact__isnull=False)),
            models.Index(fields=["company", "place"], name="address_of_company", condition=Q(company__isnull=False)),
            models.Index(fields=["country", "contact", "company"], name="address_in_country"),
        ]
