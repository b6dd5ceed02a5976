"""Contacts for programs."""

from trato.api.public import add_history, records_router

router = records_router("contact")
add_history(router, "contact")
