"""What prices, bundles and taxes add to the rest of the system."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from trato.commerce.prices.events import PriceListDeleted, PriceListSaved, TaxRateDeleted, TaxRateSaved
from trato.commerce.prices.queries import prices_of_product
from trato.foundation.public import CustomerPanel, RestRouter, SettingsLink


def _router() -> Any:
    from trato.commerce.prices.rest import router

    return router


contributions = [
    RestRouter(prefix="/prices", router=_router, order=66),
    SettingsLink(
        label=_("Price lists"),
        says=_("What products cost for whom, in which currency, from how many on and when."),
        url_name="commerce:price_lists",
        icon="receipt",
        right="commerce.manage_prices",
        events=(PriceListSaved.kind, PriceListDeleted.kind),
        order=64,
    ),
    SettingsLink(
        label=_("Taxes"),
        says=_("What each class of products is taxed with, by country and from which day on."),
        url_name="commerce:taxes",
        icon="percentage",
        right="commerce.manage_prices",
        events=(TaxRateSaved.kind, TaxRateDeleted.kind),
        order=65,
    ),
    CustomerPanel(
        kind="product",
        title=_("Prices and parts"),
        template="commerce/panels/prices.html",
        facts=prices_of_product,
        order=5,
    ),
]
