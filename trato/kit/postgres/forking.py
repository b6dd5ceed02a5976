"""A server that forks its workers holds no connection then: two processes would speak on one socket."""

from django.db import connection


def leave_connections() -> None:
    """Whatever was asked before, such as whether this home may be served, leaves a pool with its threads behind."""
    connection.close()
    if "pool" in connection.settings_dict.get("OPTIONS", {}):
        connection.close_pool()  # type: ignore[attr-defined]  # PostgreSQL's has one
