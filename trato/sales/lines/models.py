"""What a deal is about: so many of a product, or of something in words, at a price."""

from django.db import models
from django.db.models import Q

from trato.kit.records import Record


class DealLine(Record):
    """It keeps its own words, price and tax: what was agreed does not change with the catalogue.

    `net` and `tax` are what the line comes to, so that reports add up columns.
    """

    deal = models.ForeignKey("sales.Deal", on_delete=models.CASCADE, related_name="lines", db_index=False)
    place = models.SmallIntegerField(default=0)
    product = models.ForeignKey("commerce.Product", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    description = models.TextField()
    quantity = models.DecimalField(max_digits=14, decimal_places=4)
    unit_price = models.DecimalField(max_digits=20, decimal_places=4)
    currency = models.CharField(max_length=3)
    discount_percent = models.DecimalField(max_digits=7, decimal_places=4, default=0)
    discount_amount = models.DecimalField(max_digits=20, decimal_places=4, default=0)
    tax_percent = models.DecimalField(max_digits=7, decimal_places=4, default=0)
    is_tax_included = models.BooleanField(default=False)
    net = models.DecimalField(max_digits=20, decimal_places=4)
    tax = models.DecimalField(max_digits=20, decimal_places=4)

    class Meta:
        indexes = [models.Index(fields=["deal", "place"], name="dealline_of_deal")]
        constraints = [
            models.CheckConstraint(
                name="dealline_amounts_are_sane",
                condition=Q(quantity__gt=0, unit_price__gte=0, net__gte=0, tax__gte=0)
                & Q(discount_amount__gte=0, discount_percent__gte=0, discount_percent__lte=100)
                & Q(tax_percent__gte=0, tax_percent__lte=100),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.description}"
