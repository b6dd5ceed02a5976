"""A firm that contacts work for, buy for or speak for."""

from django.db import models
from django.db.models.functions import Lower

from trato.foundation.public import (
    STANDING,
    OwnedRecord,
    ReachQuerySet,
    filter_indexes,
    list_indexes,
    trash_indexes,
    trigram_index,
)

FILTERED = ("lifecycle_stage", "language")


class CompanyQuerySet(ReachQuerySet["Company"]):
    see_right = "customers.see_companies"


class Company(OwnedRecord):
    industry = models.TextField(default="", blank=True)
    lifecycle_stage = models.CharField(max_length=20, default="lead", blank=True)
    source = models.TextField(default="", blank=True)
    language = models.CharField(max_length=20, default="", blank=True)
    time_zone = models.CharField(max_length=64, default="", blank=True)
    employee_count = models.IntegerField(null=True, blank=True)
    founded_year = models.IntegerField(null=True, blank=True)
    annual_revenue = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    annual_revenue_currency = models.CharField(max_length=3, default="", blank=True)
    parent = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="children")

    objects = CompanyQuerySet.as_manager()

    class Meta:
        indexes = [
            *trash_indexes("company"),
            *list_indexes("company", holding=(*FILTERED, "created_at")),
            *filter_indexes("company", *FILTERED, "time_zone", "created_at"),
            trigram_index("company_search", STANDING),
            models.Index(Lower("name"), name="company_called", condition=STANDING),
            models.Index(fields=["root"], name="company_cluster", condition=~models.Q(root_id=models.F("id"))),
        ]
        constraints = [
            models.CheckConstraint(
                name="company_revenue_has_a_currency_exactly_when_it_is_known",
                condition=models.Q(annual_revenue=None, annual_revenue_currency="")
                | (models.Q(annual_revenue__isnull=False) & ~models.Q(annual_revenue_currency="")),
            ),
        ]


class CompanyFields(models.Model):
    """The values of fields that people made: a column for each, which no model knows. A row where one has any."""

    record = models.OneToOneField(Company, on_delete=models.CASCADE, primary_key=True, db_column="id", related_name="+")

    class Meta:
        db_table = "customers_company_fields"

    def __str__(self) -> str:
        return str(self.pk)
