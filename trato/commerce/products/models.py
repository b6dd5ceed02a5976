"""Something that the company sells."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from trato.foundation.public import STANDING, OwnedRecord, ReachQuerySet, trash_indexes, trigram_index

STANDARD = "standard"
TAX_CLASSES = (
    (STANDARD, _("Standard")),
    ("reduced", _("Reduced")),
    ("super_reduced", _("Super-reduced")),
    ("zero", _("Zero")),
    ("exempt", _("Exempt")),
)


class ProductQuerySet(ReachQuerySet["Product"]):
    see_right = "commerce.see_products"


class Product(OwnedRecord):
    """The list price is without tax, for one unit; price lists say otherwise for whom and when."""

    sku = models.TextField(default="", blank=True)
    series = models.TextField(default="", blank=True)
    unit = models.TextField(default="", blank=True)
    description = models.TextField(default="", blank=True)
    is_active = models.BooleanField(default=True)
    list_price = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    list_price_currency = models.CharField(max_length=3, default="", blank=True)
    tax_class = models.CharField(max_length=20, choices=TAX_CLASSES, default=STANDARD)

    objects = ProductQuerySet.as_manager()

    class Meta:
        indexes = [
            *trash_indexes("product"),
            models.Index(fields=["sort_key", "id"], name="product_name", condition=STANDING),
            models.Index(fields=["updated_at", "id"], name="product_changed", condition=STANDING),
            models.Index(fields=["series"], name="product_by_series", condition=STANDING),
            models.Index(Lower("name"), name="product_called", condition=STANDING),
            trigram_index("product_search", STANDING),
        ]
        constraints = [
            models.UniqueConstraint(
                Lower("sku"), name="product_sku_is_one_living_product_s", condition=STANDING & ~Q(sku="")
            ),
            models.CheckConstraint(
                name="product_price_has_a_currency_exactly_when_it_is_known",
                condition=Q(list_price=None, list_price_currency="")
                | (Q(list_price__isnull=False) & ~Q(list_price_currency="")),
            ),
            models.CheckConstraint(
                name="product_price_is_not_below_nothing", condition=Q(list_price=None) | Q(list_price__gte=0)
            ),
        ]


class ProductFields(models.Model):
    """The values of fields that people made: a column for each, which no model knows. A row where one has any."""

    record = models.OneToOneField(Product, on_delete=models.CASCADE, primary_key=True, db_column="id", related_name="+")

    class Meta:
        db_table = "commerce_product_fields"

    def __str__(self) -> str:
        return str(self.pk)
