"""Deals in the background."""

from procrastinate.contrib.django import app

from trato.foundation.public import LONG, PATIENTLY
from trato.sales.deals.recounting import RECOUNT, recount_held


@app.task(name=RECOUNT, queue=LONG, retry=PATIENTLY)
def recount() -> None:
    recount_held()
