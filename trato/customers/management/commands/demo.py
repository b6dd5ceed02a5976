"""A full system to look around in, in one command."""

import os
import secrets
import socket
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from trato.customers.samples.errors import DemoRefused
from trato.customers.samples.use_cases.set_up_demo import demo_accounts, set_up_demo


class Command(BaseCommand):
    help = "Run Trato with a made-up company to look around in"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-serve", action="store_true", help="set everything up, but do not start")

    def handle(self, *args: Any, **options: Any) -> None:
        serves = not options["no_serve"]
        if serves:
            refuse_taken_ports()
        call_command("migrate", verbosity=0, interactive=False)
        password = kept_password(Path(os.environ["TRATO_HOME"]))
        set_up_demo(password)
        self._welcome(password)
        if serves:
            call_command("serve")

    def _welcome(self, password: str) -> None:
        accounts = demo_accounts(password)
        self.stdout.write(f"\nopen      {settings.BASE_URL}")
        for email, roles, is_opened in accounts:
            self.stdout.write(
                f"sign in   {email:<22} {roles}{'' if is_opened else ' (with the password chosen since)'}"
            )
        if any(is_opened for _email, _roles, is_opened in accounts):
            self.stdout.write(f"password  {password}")
        self.stdout.write("")
        self.stdout.flush()


def kept_password(home: Path) -> str:
    """One for each home, for its owner's eyes: a well-known one would be a door to a demo reached from outside."""
    file = home / "demo_password"
    made = secrets.token_urlsafe(12)
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text().strip() or made
    with os.fdopen(descriptor, "w") as out:
        out.write(made + "\n")
        out.flush()
        os.fsync(out.fileno())
    return made


def refuse_taken_ports() -> None:
    for port, variable in ((settings.PORT, "PORT"), (settings.REALTIME_PORT, "TRATO_REALTIME_PORT")):
        if is_taken(settings.HOST, port):
            raise DemoRefused(
                f"Port {port} is in use by another program. Choose a free one: {variable}={port + 10} trato demo"
            )


def is_taken(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False
