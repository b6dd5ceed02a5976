"""Tasks for programs."""

from trato.api.public import add_history, records_router

router = records_router("task")
add_history(router, "task")
