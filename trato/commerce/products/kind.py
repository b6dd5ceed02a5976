"""What is known about a product, declared once."""

from django.utils.translation import gettext_lazy as _

from trato.commerce.products.models import TAX_CLASSES, Product
from trato.commerce.products.use_cases.create import create_products
from trato.commerce.products.use_cases.trash import restore_products, trash_products
from trato.commerce.products.use_cases.update import update_products
from trato.customers.public import TagsPart, shared_fields
from trato.foundation.public import Field, FieldType, RecordKind

ABOUT = _("Product")
ALIKE = ("owner", "team", "tags", "created_at", "updated_at")
_PRICE = """(case when r.list_price is not null then
  json_build_object('amount', r.list_price::text, 'currency', r.list_price_currency) end)"""

FIELDS = [
    Field(
        name="name",
        label=_("Name"),
        type=FieldType.TEXT,
        sql="r.name",
        column="name",
        section=ABOUT,
        required=True,
        sortable=True,
        sort_sql="r.sort_key",
        searchable=True,
        listed=True,
        quick=True,
        warehouse="name",
        also=("product name", "product", "item", "item name", "producto", "artículo"),
    ),
    Field(
        name="sku",
        label=_("SKU"),
        type=FieldType.TEXT,
        sql="r.sku",
        column="sku",
        section=ABOUT,
        max_length=100,
        searchable=True,
        listed=True,
        quick=True,
        warehouse="sku",
        help=_("The code by which it is ordered. No two products have the same one."),
        also=("product code", "item code", "internal reference", "reference", "code", "referencia", "código"),
    ),
    Field(
        name="series",
        label=_("Series"),
        type=FieldType.TEXT,
        sql="r.series",
        column="series",
        section=ABOUT,
        searchable=True,
        listed=True,
        quick=True,
        warehouse="series",
        also=("product series", "product family", "family", "product category", "category", "serie", "familia"),
    ),
    Field(
        name="list_price",
        label=_("List price"),
        type=FieldType.MONEY,
        sql=_PRICE,
        column="list_price",
        section=ABOUT,
        listed=True,
        quick=True,
        warehouse="list_price",
        help=_("For one unit, without tax. Price lists say otherwise for whom and when."),
        also=("sales price", "unit price", "price", "standard price", "precio", "precio de venta"),
    ),
    Field(
        name="unit",
        label=_("Unit"),
        type=FieldType.TEXT,
        sql="r.unit",
        column="unit",
        section=ABOUT,
        max_length=40,
        listed=True,
        quick=True,
        warehouse="unit",
        help=_("What one of it is: piece, hour, kg, month."),
        also=("unit of measure", "uom", "quantity unit", "usage unit", "unidad"),
    ),
    Field(
        name="tax_class",
        label=_("Tax class"),
        type=FieldType.CHOICE,
        choices=TAX_CLASSES,
        sql="r.tax_class",
        column="tax_class",
        section=ABOUT,
        warehouse="tax_class",
        also=("tax", "vat class", "tax category", "impuesto"),
    ),
    Field(
        name="is_active",
        label=_("On sale"),
        type=FieldType.YES_NO,
        sql="r.is_active",
        column="is_active",
        section=ABOUT,
        listed=True,
        warehouse="is_active",
        help=_("What is not on sale any more is not offered for new lines."),
        also=("active", "is active", "product active", "activo"),
    ),
    Field(
        name="description",
        label=_("Description"),
        type=FieldType.LONG_TEXT,
        sql="r.description",
        column="description",
        section=ABOUT,
        searchable=True,
        also=("product description", "sales description", "descripción"),
    ),
    *(field for field in shared_fields() if field.name in ALIKE),
]

PRODUCT = RecordKind(
    name="product",
    plural="products",
    module="commerce",
    label=_("Product"),
    label_plural=_("Products"),
    icon="package",
    order=60,
    model=lambda: Product,
    fields=FIELDS,
    fields_table="commerce_product_fields",
    parts=lambda: (TagsPart("product"),),
    create=create_products,
    update=update_products,
    trash=trash_products,
    restore=restore_products,
    match_keys=("sku", "name"),
    has_tree_of_merges=False,
    sections=(ABOUT, next(field.section for field in shared_fields() if field.name == "owner")),
    subtitle=("sku", "series"),
    headline=("list_price", "is_active"),
    face="sign",
    empty_hint=_("A product is something you sell. Deals take it as a line, with a price from your price lists."),
)
