"""`trato erasures replay`: erase anew whom a restored backup brought back."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from trato.foundation.erasure.outside import lines, list_path
from trato.foundation.erasure.queries import unfinished_erasures
from trato.foundation.erasure.running import replay, run_erasure_to_the_end


class Command(BaseCommand):
    help = (
        "replay: erase anew everybody in the erasure list, as after a restore. "
        "finish: go on with what was begun. list: what the list holds."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["replay", "finish", "list"])

    def handle(self, **asked: Any) -> None:
        if asked["what"] == "list":
            for line in lines():
                self.stdout.write(f"{line.erasure_id}  {line.at:%Y-%m-%d}  {line.kind}  {len(line.ids)}")
            return
        for each in unfinished_erasures():
            run_erasure_to_the_end(each)
        if asked["what"] == "replay":
            self._replay()

    def _replay(self) -> None:
        if not list_path().exists():
            raise CommandError(
                _("There is no erasure list at %(path)s. Copy it from the latest backup first.") % {"path": list_path()}
            )
        done = replay()
        said = _("%(lines)s erasures stand in the list; %(found)s people had come back and were erased anew.")
        self.stdout.write(said % {"lines": done.lines, "found": done.found})
