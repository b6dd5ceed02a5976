"""How one keeps a catalogue, in a few words."""

from django.utils.translation import gettext_lazy as _

from trato.foundation.public import HelpPage

contributions = [
    HelpPage(
        name="products",
        title=_("Products and prices"),
        template="commerce/help/products.html",
        kinds=["product"],
        pages=["commerce:price_lists", "commerce:change_price_list", "commerce:taxes", "commerce:rates"],
        order=70,
    ),
]
