"""A card that is moved, and a file of deals, each beside the bare statements. What they write is taken away again."""

import csv
import json
from collections.abc import Iterator
from io import StringIO
from itertools import cycle
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from trato.foundation.public import Change, ChangeSet, Import, User
from trato.kit.copied_rows import put_in_for_nothing, taken_away
from trato.kit.figures import Rate, Work
from trato.kit.rendered_pages import signed_in
from trato.sales.bench.ready import board, open_stages
from trato.sales.deals.models import Deal

MOVE_BUDGET, IMPORT_BUDGET = 100.0, 10_000.0
ROWS = 10_000
HEADER = ("Opportunity ID", "Name", "Account", "Deal stage", "Engage date", "Close date", "Close value")
STAGES = ("Qualification", "Demo", "Proposal", "Won", "Lost")
# What points comes after what it points at.
WRITTEN = (
    ("sales_deal", "id"),
    ("sales_dealkey", "deal_id"),
    ("sales_stagemove", "deal_id"),
    ("foundation_searchword", "record_id"),
    ("foundation_change", "record_id"),
    ("event", "subject_id"),
)
BARE_MOVE = "update sales_deal set stage_id = %s, stage_since = now(), version = version + 1 where id = %s"


def works(user: User) -> Iterator[Work | Rate]:
    yield from _moving(user)
    yield Rate(name="import of deals, rows a second", rows=ROWS, run=lambda: _imported(user), budget=IMPORT_BUDGET)


def _moving(user: User) -> Iterator[Work]:
    client, address = signed_in(user), reverse("sales:board_move")
    first, other = open_stages()[:2]
    mine, bare = Deal.objects.filter(pipeline=board(), state="open").order_by("id")[:2]
    versions, steps = {mine.id: mine.version}, cycle((other.code, first.code))
    bare_steps = cycle((other.code, first.code))

    def act() -> None:
        asked = {"deal": str(mine.id), "stage": next(steps), "seen_version": str(versions[mine.id])}
        answer = client.post(address, asked)
        if answer.status_code != 200:
            raise RuntimeError(f"A move answered {answer.status_code}")
        versions[mine.id] = json.loads(answer["HX-Trigger"])["moved"]["version"]

    def floor() -> None:
        with connection.cursor() as cursor:
            cursor.execute(BARE_MOVE, [next(bare_steps), bare.id])

    yield Work(name="move of a card HTML", act=act, floor=floor, budget=MOVE_BUDGET)


def _imported(user: User) -> tuple[float, float]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "deals.csv"
        _write_file(path)
        out = StringIO()
        call_command(
            "import", "deals", str(path), key="external_id", json=True, by=user.email, stdout=out, stderr=StringIO()
        )
    told: dict[str, Any] = json.loads(out.getvalue())
    if told["created"] != told["rows"]:
        raise RuntimeError(f"{told['rows'] - told['created']} rows of a good file did not go in.")
    changes = Change.objects.filter(change_set_id=told["change_set"], record_type="deal")
    copied = taken_away(list(changes.values_list("record_id", flat=True).distinct()), WRITTEN)
    Import.objects.filter(change_set_id=told["change_set"]).delete()
    ChangeSet.objects.filter(pk=told["change_set"]).delete()
    began = perf_counter()
    put_in_for_nothing(copied)
    return told["seconds"], perf_counter() - began


def _write_file(path: Path) -> None:
    """As the public sales pipeline has it: an id elsewhere, an account by its name, days and a value."""
    run = token_hex(4)
    with connection.cursor() as cursor:
        cursor.execute("select name from customers_company where is_standing order by id limit 100")
        firms = [name for (name,) in cursor.fetchall()]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for n in range(ROWS):
            stage, days = STAGES[n % len(STAGES)], (f"2026-{n % 9 + 1:02}-01", f"2026-{n % 9 + 2:02}-{n % 28 + 1:02}")
            writer.writerow((f"{run}-{n}", f"Offer {n}", firms[n % len(firms)], stage, *days, 100 + n))
