"""Many generated customers, to see how the system carries them."""

from argparse import ArgumentParser, ArgumentTypeError
from time import monotonic
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from trato.customers.seeding.use_cases import Order, seed_customers
from trato.foundation.public import SYSTEM, GeneratedRecords, contributions

SPEAK_EVERY = 1.0
MOST = 200_000_000


def amount(text: str) -> int:
    plain = text.replace("_", "").replace(",", "")
    if not plain.isdecimal() or int(plain) > MOST:
        raise ArgumentTypeError(f"“{text}” is not a whole number from 0 to {MOST:,}.")
    return int(plain)


class Command(BaseCommand):
    help = "Add many generated customers, to see how the system carries them"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--contacts", type=amount, default=0, help="how many contacts")
        parser.add_argument("--companies", type=amount, default=0, help="how many companies")
        parser.add_argument(
            "--events",
            type=amount,
            default=0,
            help="how many events over two years; each contact and company has the one of its creation in any case",
        )
        for each in contributions(GeneratedRecords):
            parser.add_argument(f"--{each.name}", type=amount, default=0, help=each.help)
        parser.add_argument("--seed", type=amount, default=1, help="another number makes other people")
        parser.add_argument("--users", type=amount, default=200, help="how many colleagues own them")
        parser.add_argument("--teams", type=amount, default=50, help="in how many teams")

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        wanted = {name: options[name] for name in ("contacts", "companies", "events", "seed")}
        order = Order(**wanted, users=max(1, options["users"]), teams=max(1, options["teams"]))
        started, self._spoke_at = monotonic(), monotonic()
        by = SYSTEM.at("command")
        if order.contacts or order.companies or order.events:
            seed_customers(order, by=by, say=self._say)
        for each in contributions(GeneratedRecords):
            if count := options[each.name]:
                each.seed(count, seed=order.seed, by=by, say=self._say)
        self.stdout.write(f"done in {monotonic() - started:.1f} s")

    def _say(self, what: str, done: int, of: int, seconds: float) -> None:
        if done < of and monotonic() - self._spoke_at < SPEAK_EVERY:
            return
        self._spoke_at = monotonic()
        rate = done / seconds if seconds else 0
        self.stdout.write(f"{what:<20} {done:>12,} of {of:,}  {rate:>10,.0f} a second")
        self.stdout.flush()
