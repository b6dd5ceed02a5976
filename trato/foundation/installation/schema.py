"""A command that works on data finds its tables there."""

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from trato.kit.errors import DomainError


class SchemaIsOld(DomainError):
    """The database was made by an earlier version, and changing it is for its administrator to decide."""


def bring_up_to_date(*, is_our_own: bool) -> None:
    """An empty database and the embedded one are brought along; somebody's own is only ever changed by `migrate`."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not plan:
        return
    if executor.loader.applied_migrations and not is_our_own:
        raise SchemaIsOld(f"{len(plan)} migrations are not applied in this database. Run trato migrate first.")
    call_command("migrate", verbosity=0, interactive=False)
