"""What a person is at a firm. One may have several."""

from django.db import models

from trato.kit.records import Record


class Position(Record):
    """`company` is empty where only the role is known. One whose last day is over is former: history, no more."""

    # Without indexes of their own: those below begin with them.
    contact = models.ForeignKey("customers.Contact", on_delete=models.CASCADE, related_name="positions", db_index=False)
    company = models.ForeignKey(
        "customers.Company", on_delete=models.CASCADE, null=True, related_name="positions", db_index=False
    )
    role = models.TextField(default="", blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    place = models.SmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contact", "company"], name="position_once_per_company"),
        ]
        indexes = [
            models.Index(fields=["contact", "place"], name="position_of_contact"),
            # With its last day, because only those who are there still count as a company's people.
            models.Index(fields=["company", "contact"], name="position_at_company", include=["until"]),
        ]
