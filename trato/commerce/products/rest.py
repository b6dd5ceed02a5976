"""Products for programs."""

from trato.api.public import add_history, records_router

router = records_router("product")
add_history(router, "product")
