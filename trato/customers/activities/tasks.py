"""Reminders by the clock."""

from procrastinate.contrib.django import app

from trato.customers.activities.use_cases.remind import remind_of_activities


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="remind_of_activities", pass_context=False)
def remind(timestamp: int) -> None:
    """One that runs twice, or late, finds nothing twice: what is due is in the records."""
    remind_of_activities()
