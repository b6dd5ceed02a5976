"""Duplicates in the background."""

from datetime import datetime

from procrastinate.contrib.django import app

from trato.customers.duplicates.scanning import SCAN, scan
from trato.foundation.public import LONG, PATIENTLY, record_kind

KINDS = ("contact", "company")


@app.task(name=SCAN, retry=PATIENTLY, queue=LONG)
def scan_duplicates(kind: str, since: str = "") -> None:
    scan(record_kind(kind), since=datetime.fromisoformat(since) if since else None)


@app.periodic(cron="10 4 * * 0")
@app.task(queueing_lock="scan_all_duplicates", queue=LONG, pass_context=False)
def scan_all_duplicates(timestamp: int) -> None:
    """Once a week all of them, so that nothing that was missed stays missed."""
    for kind in KINDS:
        scan(record_kind(kind))
