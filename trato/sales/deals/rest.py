"""Deals for programs."""

from trato.api.public import add_history, records_router

router = records_router("deal")
add_history(router, "deal")
