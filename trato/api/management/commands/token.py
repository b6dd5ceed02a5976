"""`trato token`: what a program needs to come in by the API."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from trato.api.keys.models import ApiToken
from trato.api.keys.use_cases import create_token, revoke_token
from trato.foundation.public import SYSTEM
from trato.kit.clock import now


class Command(BaseCommand):
    help = "Give out, list and revoke the tokens by which programs come in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True, metavar="create|list|revoke")
        create = acts.add_parser("create", help="print a new token; it cannot be shown again")
        create.add_argument("--user", required=True, metavar="EMAIL", help="the colleague it speaks for")
        create.add_argument("--name", default="", help="what it is for")
        create.add_argument("--days", type=int, default=0, help="how long it is good (without: until it is revoked)")
        acts.add_parser("list", help="list all tokens, newest first")
        revoke = acts.add_parser("revoke", help="make a token useless at once")
        revoke.add_argument("id", type=UUID)

    def handle(self, *, act: str, **options: Any) -> None:
        {"create": self.create, "list": self.list, "revoke": self.revoke}[act](options)

    def create(self, options: dict[str, Any]) -> None:
        if options["days"] < 0:
            raise CommandError("--days is a number of days from now.")
        expires_at = now() + timedelta(days=options["days"]) if options["days"] else None
        token, secret = create_token(
            options["user"], by=SYSTEM.at("command"), name=options["name"], expires_at=expires_at
        )
        self.stderr.write(f"Token {token.id} speaks for {token.user.email}. Keep it now: it is not shown again.")
        self.stdout.write(secret)

    def list(self, options: dict[str, Any]) -> None:
        for token in ApiToken.objects.select_related("user").order_by("-id"):
            used = f"used {token.last_used_at:%Y-%m-%d}" if token.last_used_at else "never used"
            self.stdout.write("\t".join([str(token.id), token.user.email, token.name, self._state(token), used]))

    def revoke(self, options: dict[str, Any]) -> None:
        token = revoke_token(options["id"], by=SYSTEM.at("command"))
        self.stderr.write(f"Token {token.id} of {token.user.email} opens nothing any more.")

    def _state(self, token: ApiToken) -> str:
        if token.revoked_at:
            return f"revoked {token.revoked_at:%Y-%m-%d}"
        if token.expires_at:
            return f"{'good until' if token.is_good(at=now()) else 'expired'} {token.expires_at:%Y-%m-%d}"
        return "good"
