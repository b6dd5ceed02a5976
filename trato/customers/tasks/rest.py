"""Tasks for programs."""

from trato.api.public import records_router

router = records_router("task")
