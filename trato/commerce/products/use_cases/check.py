"""What no product can be: without a name, below nothing, or under the SKU of another."""

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from trato.commerce.products.models import STANDARD
from trato.foundation.public import PreparedRow, TwinRefused
from trato.kit.money import Money
from trato.kit.names import called

_TAKEN = "select lower(sku), id from commerce_product where is_standing and sku <> '' and lower(sku) = any(%s)"
# Two who give one SKU at once wait for each other, so that the second is told in words.
_ONE_AT_A_TIME = "select pg_advisory_xact_lock(hashtext('trato skus of products'))"


def check_rows(rows: Sequence[PreparedRow]) -> None:
    """Of what is given: the rest of a record was checked when it was written."""
    for row in rows:
        for name in ("name", "sku"):
            if isinstance(row.columns.get(name), str):
                row.columns[name] = row.columns[name].strip()
        if "name" in row.columns and not row.columns["name"]:
            row.problems.setdefault("name", _("A product needs a name."))
        price = row.columns.get("list_price")
        if isinstance(price, Money) and price.amount < 0:
            row.problems["list_price"] = _("A price is not below nothing. Give a discount on the line instead.")
        for name, beginning in (("tax_class", STANDARD), ("is_active", True)):
            if name in row.columns and row.columns[name] is None:
                row.columns[name] = beginning


def refuse_taken_skus(rows: Sequence[PreparedRow], ids: Sequence[UUID] = ()) -> None:
    """By a product that stands, or by another row of the same set. `ids` are of the products that the rows change."""
    keys = [called(str(row.columns.get("sku") or "")) for row in rows]
    wanted = Counter(key for key in keys if key)
    if not wanted:
        return
    with connection.cursor() as cursor:
        cursor.execute(_ONE_AT_A_TIME)
        cursor.execute(_TAKEN, [list(wanted)])
        taken: dict[str, UUID] = dict(cursor.fetchall())
    changing = dict(zip(ids, keys, strict=True)) if ids else {}
    for number, (row, key) in enumerate(zip(rows, keys, strict=True)):
        holder = taken.get(key)
        if holder and not (ids and holder == ids[number]) and changing.get(holder, key) == key:
            row.problems["sku"] = _("Another product has this SKU.")
        elif wanted[key] > 1:
            row.problems["sku"] = TwinRefused(_("Two products of this set have this SKU."))
