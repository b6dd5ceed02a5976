"""Leads that wait for somebody to work."""

from procrastinate.contrib.django import app

from trato.foundation.public import SYSTEM
from trato.sales.routing.use_cases.route import route_waiting


@app.periodic(cron="*/5 * * * *")
@app.task(name="sales.route_waiting", queueing_lock="route_waiting", pass_context=False)
def route_those_who_wait(timestamp: int) -> None:
    route_waiting(by=SYSTEM)
