"""Companies for programs."""

from trato.api.public import add_history, records_router

router = records_router("company")
add_history(router, "company")
