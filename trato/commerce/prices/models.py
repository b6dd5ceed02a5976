"""For whom, when and from how many a product costs what; what belongs together; and which tax is on it."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from trato.commerce.products.models import TAX_CLASSES, Product
from trato.kit.records import Record


class PriceList(Record):
    """Prices in one currency: for everybody, or for the companies on a list or in a segment.

    Prices that include tax say so for the whole list.
    """

    name = models.TextField()
    currency = models.CharField(max_length=3)
    is_tax_included = models.BooleanField(default=False)
    list = models.ForeignKey("customers.StaticList", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    segment = models.ForeignKey("customers.Segment", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    version = models.IntegerField(default=1, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)
    deleted_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(name="price_list_is_of_one_group_at_most", condition=Q(list=None) | Q(segment=None)),
            models.CheckConstraint(
                name="price_list_ends_after_it_begins",
                condition=Q(valid_from=None) | Q(valid_until=None) | Q(valid_until__gte=models.F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Price(Record):
    """Of one unit, from so many on."""

    price_list = models.ForeignKey(PriceList, on_delete=models.CASCADE, related_name="prices")
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="prices")
    from_quantity = models.DecimalField(max_digits=14, decimal_places=4, default=0)
    amount = models.DecimalField(max_digits=20, decimal_places=4)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["price_list", "product", "from_quantity"], name="one_price_from_a_quantity"
            ),
            models.CheckConstraint(name="price_is_not_below_nothing", condition=Q(amount__gte=0)),
            models.CheckConstraint(name="price_is_from_a_quantity", condition=Q(from_quantity__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} {self.amount}"


class BundlePart(Record):
    """A product that is sold as several others together holds so many of this one."""

    bundle = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="parts")
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="bundles")
    quantity = models.DecimalField(max_digits=14, decimal_places=4)
    place = models.SmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bundle", "product"], name="bundle_holds_a_product_once"),
            models.CheckConstraint(name="bundle_holds_some", condition=Q(quantity__gt=0)),
            models.CheckConstraint(name="bundle_does_not_hold_itself", condition=~Q(bundle=models.F("product"))),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.product_id}"


class TaxRate(Record):
    """What a class of products is taxed with in a country, from a day on until another rate begins or it ends."""

    country = models.CharField(max_length=2)
    tax_class = models.CharField(max_length=20, choices=TAX_CLASSES)
    percent = models.DecimalField(max_digits=7, decimal_places=4)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["country", "tax_class", "valid_from"], name="one_tax_rate_from_a_day"),
            models.CheckConstraint(name="tax_rate_is_a_share", condition=Q(percent__gte=0) & Q(percent__lte=100)),
            models.CheckConstraint(
                name="tax_rate_ends_after_it_begins",
                condition=Q(valid_until=None) | Q(valid_until__gte=models.F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.country} {self.tax_class} {self.percent}"
