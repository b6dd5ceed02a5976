"""Calls and meetings for programs."""

from trato.api.public import records_router

router = records_router("activity")
