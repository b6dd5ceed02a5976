"""Scores by the clock, and after a rule was changed."""

from procrastinate.contrib.django import app

from trato.foundation.public import LONG, PATIENTLY
from trato.sales.scoring.recounting import recount_scores
from trato.sales.scoring.use_cases.rules import RECOUNT


@app.task(name=RECOUNT, queue=LONG, retry=PATIENTLY)
def recount(rules: str = "") -> None:
    recount_scores()


@app.periodic(cron="20 4 * * *")
@app.task(name="sales.fade_scores", queue=LONG, queueing_lock="fade_scores", pass_context=False, retry=PATIENTLY)
def fade(timestamp: int) -> None:
    """Points fade by the day, and what happened long ago counts no more."""
    recount_scores()
