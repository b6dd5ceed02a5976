"""Say what is wrong with this installation, and how to mend it."""

import os
import shutil
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from trato.foundation.installation.health import Finding, findings

# Before these, a crafted subject could become a header of its own (CPython gh-121650 and gh-127794).
SAFE_MAIL = {(3, 11): (3, 11, 11), (3, 12): (3, 12, 8)}
LITTLE_SPACE = 1024**3


class Command(BaseCommand):
    help = "Say what is wrong with this installation, and how to mend it"
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        found = [*findings(), *_around()]
        for each in found:
            verdict = "fine" if not each.problem else "look" if each.is_advice else "wrong"
            self.stdout.write(f"{verdict:<6} {each.about:<18} {each.problem}".rstrip())
        if any(each.problem and not each.is_advice for each in found):
            sys.exit(1)


def _around() -> list[Finding]:
    home = Path(os.environ.get("TRATO_HOME", "/"))
    free = shutil.disk_usage(home).free
    secret = home / "secret_key"
    is_open = secret.exists() and secret.stat().st_mode & 0o077
    known_safe = SAFE_MAIL.get(sys.version_info[:2], (0,))
    old = sys.version_info[:3] < known_safe
    version = ".".join(map(str, sys.version_info[:3]))
    return [
        Finding("space", f"Only {free // 1024**2} MB are free at {home}." if free < LITTLE_SPACE else ""),
        Finding("secret key", f"Others can read {secret}: chmod 600 it." if is_open else ""),
        Finding(
            "python",
            f"Python {version} lets a crafted subject become a mail header; Trato guards its own mail, but update it."
            if old
            else "",
            is_advice=True,
        ),
    ]
