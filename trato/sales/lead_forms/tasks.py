"""Answers that were not taken, by the clock."""

from procrastinate.contrib.django import app

from trato.foundation.public import PATIENTLY, SYSTEM
from trato.sales.lead_forms.use_cases.forget import forget_kept_back


@app.periodic(cron="50 2 * * *")
@app.task(name="sales.forget_kept_back", queueing_lock="forget_kept_back", pass_context=False, retry=PATIENTLY)
def forget(timestamp: int) -> None:
    forget_kept_back(by=SYSTEM)
