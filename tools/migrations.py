"""Says which models have changes that no migration makes. `make check` runs it; it needs no database."""

import os
import sys


def missing_migrations() -> list[str]:
    from django.apps import apps
    from django.db.migrations.autodetector import MigrationAutodetector
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.state import ProjectState

    loader = MigrationLoader(None)
    conflicts = [f"{label}: several last migrations: {names}" for label, names in loader.detect_conflicts().items()]
    ours = {app.label for app in apps.get_app_configs() if app.name.startswith("trato.")}
    changes = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps)).changes(graph=loader.graph)
    return conflicts + [
        f"{label}: no migration yet to {operation.describe()[0].lower()}{operation.describe()[1:]}"
        for label, migrations in sorted(changes.items())
        if label in ours
        for migration in migrations
        for operation in migration.operations
    ]


def main() -> int:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trato.config.settings")
    django.setup()
    missing = missing_migrations()
    print("\n".join(missing) or "every change of a model has its migration")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
