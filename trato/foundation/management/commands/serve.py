"""Everything in one supervised group: database, web, worker and realtime."""

import socket
import sys
import threading
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from trato.foundation.installation.queries import is_set_up
from trato.foundation.installation.use_cases import make_first_run_link
from trato.foundation.processes.group import Group, Member
from trato.kit.errors import DomainError

_line = threading.Lock()


class Command(BaseCommand):
    help = "Run Trato: database, web, worker and realtime in one supervised group"

    def handle(self, *args: Any, **options: Any) -> None:
        for port in (settings.PORT, settings.REALTIME_PORT):
            refuse_taken_port(settings.HOST, port)
        call_command("migrate", verbosity=0, interactive=False)
        if is_set_up():
            say(f"{'trato':<8} | open {settings.BASE_URL}")
        else:
            link = f"{settings.BASE_URL}{make_first_run_link()}"
            say(f"{'trato':<8} | open {link} to set up your company (once, in 24 hours)")
        trato = [sys.executable, "-m", "trato.config"]
        names = ("web", "realtime", "worker")
        Group([Member(name, [*trato, name]) for name in names], say=say).run()


def refuse_taken_port(host: str, port: int) -> None:
    """The web server shares a port with whoever has it, so half of the requests would go to the other one."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as taken:
            message = f"Port {port} at {host} cannot be used ({taken.strerror}). Choose another one: PORT={port + 10}."
            raise DomainError(message) from taken


def say(line: str) -> None:
    with _line:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
