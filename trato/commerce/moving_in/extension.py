"""Products in the exports of other programs; their ids are kept beside them, so that a second file changes them."""

from collections.abc import Mapping, Sequence

from trato.foundation.public import Contribution, ForeignFile

PRODUCTS = 5  # among the files of a move: before the deals that sell them


def _products(
    system: str,
    headers: Sequence[Sequence[str]],
    columns: Mapping[str, str],
    *,
    currencies: Sequence[str] = (),
    but: Mapping[str, Sequence[str]] | None = None,
) -> ForeignFile:
    return ForeignFile(
        system=system,
        kind="product",
        order=PRODUCTS,
        headers=headers,
        columns=columns,
        currencies={"list_price": currencies} if currencies else {},
        but=but or {},
    )


contributions: list[Contribution] = [
    _products(
        "hubspot",
        [("record id", "name", "unit price"), ("record id", "product name"), ("record id", "name", "sku")],
        {"record id": "old_id", "product name": "name", "unit price": "list_price", "create date": "", "unit cost": ""},
        currencies=("currency",),
    ),
    _products(
        "salesforce",
        [("id", "name", "product code"), ("product id", "product name", "product code")],
        {
            "id": "old_id",
            "product id": "old_id",
            "product code": "sku",
            "family": "series",
            "quantity unit of measure": "unit",
            "stock keeping unit": "",
            "created date": "",
            "external id": "",
        },
        but={"is deleted": ("1", "true"), "is archived": ("1", "true")},
    ),
    _products(
        "pipedrive",
        [("product name", "product id"), ("product name", "product product code"), ("product name", "product unit")],
        {
            "product id": "old_id",
            "product name": "name",
            "product product code": "sku",
            "product code": "sku",
            "product unit": "unit",
            "product unit price": "list_price",
            "product price": "list_price",
            "product category": "series",
            "product description": "description",
            "product active": "is_active",
            "product owner": "owner",
            "product tax": "",
        },
        currencies=("product currency",),
    ),
    _products(
        "odoo",
        [
            ("external id", "name", "sales price"),
            ("external id", "name", "internal reference"),
            ("id", "name", "list price"),
            ("id", "name", "default code"),
        ],
        {
            "external id": "old_id",
            "id": "old_id",
            "internal reference": "sku",
            "default code": "sku",
            "product category": "series",
            "sales description": "description",
            "cost": "",
            "standard price": "",
            "quantity on hand": "",
            "forecasted quantity": "",
            "favorite": "",
        },
        currencies=("currency",),
    ),
    _products(
        "espocrm",
        [("id", "name", "part number"), ("id", "name", "list price")],
        {
            "id": "old_id",
            "part number": "sku",
            "list price": "list_price",
            "category name": "series",
            "created at": "",
            "modified at": "",
            "cost price": "",
            "unit price": "",
        },
        currencies=("list price currency",),
    ),
]
