"""What traits add to the rest of the system."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from trato.customers.traits.queries import panel_of_company, panel_of_contact, trait_fields
from trato.foundation.public import CustomerPanel, MadeFields, Permission, RestRouter

CUSTOMERS = _("Customers")


def _router() -> Any:
    from trato.customers.traits.rest import router

    return router


contributions = [
    # They share the version of the fields that people make: one question tells of both.
    MadeFields(version=lambda: None, fields=trait_fields, order=200),
    RestRouter(prefix="/traits", router=_router, order=60),
    Permission(name="customers.define_traits", label=_("Define traits"), group=CUSTOMERS, reaches=False, order=70),
    Permission(name="customers.record_traits", label=_("Write traits"), group=CUSTOMERS, reaches=False, order=71),
    CustomerPanel(
        kind="contact", title=_("Traits"), template="customers/panels/traits.html", facts=panel_of_contact, order=38
    ),
    CustomerPanel(
        kind="company", title=_("Traits"), template="customers/panels/traits.html", facts=panel_of_company, order=38
    ),
]
