"""Pages and the API."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from granian import Granian
from granian.constants import Interfaces

from trato.kit.postgres.forking import leave_connections


class Command(BaseCommand):
    help = "Serve pages and the API (Granian, WSGI)"
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        leave_connections()
        Granian(
            "trato.config.wsgi:application",
            address=settings.HOST,
            port=settings.PORT,
            interface=Interfaces.WSGI,
            workers=settings.WEB_WORKERS,
            blocking_threads=settings.WEB_THREADS,
            respawn_failed_workers=True,
            workers_kill_timeout=10,
            websockets=False,
            log_access=False,
        ).serve()
