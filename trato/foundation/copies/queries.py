"""Questions about copies and this home."""

from django.apps import apps
from django.db import connection
from django.utils.translation import gettext as _
from psycopg import sql

from trato.foundation.copies.errors import CopyRefused
from trato.foundation.copies.models import ArrivingCopy
from trato.foundation.extensions.registry import declared_kinds

# What a home gets only from people: a company, colleagues, anything that happened.
_FIRST_OF_ALL = ("foundation_installation", "foundation_user", "foundation_change", "event")


def applied_migrations() -> dict[str, list[str]]:
    """Of the modules that are installed: what one that was removed left behind does not travel."""
    told: dict[str, list[str]] = {}
    with connection.cursor() as cursor:
        installed = [each.label for each in apps.get_app_configs()]
        cursor.execute("select app, name from django_migrations where app = any(%s) order by app, name", [installed])
        for app, name in cursor.fetchall():
            told.setdefault(app, []).append(name)
    return told


def is_empty_home() -> bool:
    names = [*_FIRST_OF_ALL, *(kind.table for kind in declared_kinds())]
    return not any(_has_rows(name) for name in names)


def _has_rows(table: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("select exists (select from {})").format(sql.Identifier(table)))
        return bool((cursor.fetchone() or (False,))[0])


def arriving_copy() -> ArrivingCopy | None:
    with connection.cursor() as cursor:
        cursor.execute("select to_regclass(%s) is not null", [ArrivingCopy._meta.db_table])
        if not (cursor.fetchone() or (False,))[0]:
            return None
    return ArrivingCopy.objects.first()


def refuse_half_a_home() -> None:
    """For every command that would work on it."""
    if one := arriving_copy():
        told = {"directory": one.directory}
        raise CopyRefused(_("A copy is only half in this home. Finish it first: trato import %(directory)s") % told)
