"""The stream that tells open pages what changed."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from granian import Granian
from granian.constants import Interfaces

from trato.kit.postgres.forking import leave_connections


class Command(BaseCommand):
    help = "Serve the realtime stream (Granian, ASGI)"
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        leave_connections()
        Granian(
            "trato.config.realtime:application",
            address=settings.HOST,
            port=settings.REALTIME_PORT,
            interface=Interfaces.ASGI,
            workers=1,
            respawn_failed_workers=True,
            workers_kill_timeout=5,
            websockets=False,
            log_access=False,
        ).serve()
