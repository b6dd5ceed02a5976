"""What products add to the rest of the system."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from trato.commerce.products.kind import PRODUCT
from trato.foundation.public import NavigationItem, Permission, RestRouter

COMMERCE = _("Products and prices")


def _router() -> Any:
    from trato.commerce.products.rest import router

    return router


contributions = [
    PRODUCT,
    RestRouter(prefix="/products", router=_router, order=60),
    NavigationItem(
        label=_("Products"),
        url_name="web:list",
        url_kwargs={"plural": "products"},
        icon=PRODUCT.icon,
        right="commerce.see_products",
        group=_("Sales"),
        key="r",
        order=90,
    ),
    # Everybody who may see products sees them all: a seller sells what another looks after.
    Permission(name="commerce.see_products", label=_("See products"), group=COMMERCE, reaches=False, order=200),
    Permission(name="commerce.create_products", label=_("Create products"), group=COMMERCE, reaches=False, order=201),
    Permission(name="commerce.edit_products", label=_("Edit products"), group=COMMERCE, order=202),
    Permission(name="commerce.delete_products", label=_("Delete products"), group=COMMERCE, order=203),
    Permission(name="commerce.export_products", label=_("Export products"), group=COMMERCE, order=204),
    Permission(
        name="commerce.manage_prices",
        label=_("Manage price lists, taxes, bundles and exchange rates"),
        group=COMMERCE,
        reaches=False,
        order=205,
    ),
]
