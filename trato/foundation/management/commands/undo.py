"""`trato undo CHANGE_SET`: take back what an import or a bulk edit did."""

import json
from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from trato.foundation.actors.actor import SYSTEM, Actor
from trato.foundation.change_sets.queries import change_sets_before
from trato.foundation.change_sets.running import run_to_the_end
from trato.foundation.change_sets.use_cases.preview import preview_undo
from trato.foundation.change_sets.use_cases.undo import start_undo
from trato.foundation.changes.models import ChangeSet, ChangeSetRefusal, SetState
from trato.foundation.people.models import User

SHOWN = 20


class Command(BaseCommand):
    help = "Take back what a change set did: trato undo CHANGE_SET. Without one: the newest of them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("change_set", nargs="?", default="", help="its id, as an import or the page of it told")
        parser.add_argument("--preview", action="store_true", help="only say what would happen")
        parser.add_argument("--json", action="store_true", help="the result as JSON, alone on standard output")
        parser.add_argument("--by", default="", metavar="EMAIL", help="the colleague who does it")

    def handle(self, **asked: Any) -> None:
        by = _actor(asked["by"])
        if not asked["change_set"]:
            self._list(by)
        elif asked["preview"]:
            self._preview(_id(asked["change_set"]), by)
        else:
            self._undo(_id(asked["change_set"]), by, as_json=asked["json"])

    def _list(self, by: Actor) -> None:
        for one in change_sets_before(None, seen_by=by, limit=SHOWN):
            self.stdout.write(f"{one.id}  {one.created_at:%Y-%m-%d %H:%M}  {one.get_state_display()}  {one.label}")

    def _preview(self, change_set_id: UUID, by: Actor) -> None:
        found = preview_undo(change_set_id, by=by)
        said = _("%(total)s records. Of the first %(tried)s, %(changed)s would be put back and %(refused)s stay.")
        outcome = found.outcome
        counts = {"total": found.total, "tried": found.tried, "changed": outcome.changed, "refused": outcome.refused}
        self.stdout.write(said % counts)

    def _undo(self, change_set_id: UUID, by: Actor, *, as_json: bool) -> None:
        one = start_undo(change_set_id, by=by)
        run_to_the_end(one.id)
        one.refresh_from_db()
        told = {"change_set": str(one.id), "records": one.total, **one.counts}
        if as_json:
            self.stdout.write(json.dumps(told))
        else:
            self._tell(one, told)
        if one.state == SetState.FAILED:
            raise CommandError(one.failure)

    def _tell(self, one: ChangeSet, told: dict[str, Any]) -> None:
        said = _("%(changed)s records put back, %(same)s were as before already, %(refused)s could not be put back.")
        self.stdout.write(said % told)
        for each in ChangeSetRefusal.objects.filter(of=one).order_by("id")[:SHOWN]:
            self.stderr.write(f"{each.record_type} {each.record_id}: {each.reason}")
        self.stdout.write(_("To take that back: trato undo %(id)s") % {"id": one.id})


def _id(given: str) -> UUID:
    try:
        return UUID(given)
    except ValueError:
        raise CommandError(_("“%(given)s” is not the id of a change set.") % {"given": given}) from None


def _actor(email: str) -> Actor:
    if not email:
        return SYSTEM.at("command")
    user = User.objects.filter(email__iexact=email, is_active=True).first()
    if user is None:
        raise CommandError(_("No colleague has the e-mail %(email)s.") % {"email": email})
    return user.acting("command")
