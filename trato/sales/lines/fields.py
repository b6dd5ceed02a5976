"""Lines as fields of a deal, and the one product that a file says."""

from django.utils.translation import gettext_lazy as _

from trato.foundation.public import Field, FieldType

LINES = _("Lines")
_PRODUCT = "coalesce((select l.description from sales_dealline l where l.deal_id = r.id order by l.place limit 1), '')"
_SOLD = """r.id in (with asked as (select %s::text[] as names) select l.deal_id from sales_dealline l
  where l.description = any((select names from asked)::text[]))"""
_LINES = """(select coalesce(json_agg(json_build_object(
    'product', l.product_id, 'description', l.description, 'quantity', l.quantity::text,
    'unit_price', l.unit_price::text, 'currency', l.currency, 'discount_percent', l.discount_percent::text,
    'discount_amount', l.discount_amount::text, 'tax_percent', l.tax_percent::text,
    'is_tax_included', l.is_tax_included, 'net', l.net::text, 'tax', l.tax::text) order by l.place), '[]')
  from sales_dealline l where l.deal_id = r.id)"""

LINE_FIELDS = [
    Field(
        name="product",
        label=_("Product"),
        type=FieldType.TEXT,
        sql=_PRODUCT,
        filter_sql=_SOLD,
        part="lines",
        key="product",
        help=_("What is sold: the first line of it. A file with one product in each row makes one line of it."),
        also=("product name", "item", "producto"),
    ),
    Field(
        name="lines",
        label=LINES,
        type=FieldType.LINES,
        sql=_LINES,
        part="lines",
        importable=False,
        editable=False,
    ),
]
