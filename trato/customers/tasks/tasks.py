"""Reminders by the clock."""

from procrastinate.contrib.django import app

from trato.customers.tasks.use_cases.remind import remind_of_tasks


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="remind_of_tasks", pass_context=False)
def remind(timestamp: int) -> None:
    """One that runs twice, or late, finds nothing twice: what is due is in the tasks."""
    remind_of_tasks()
