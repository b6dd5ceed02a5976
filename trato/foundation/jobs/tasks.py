"""Work that comes round by the clock."""

from procrastinate.contrib.django import app

from trato.foundation.events.partitions import make_partitions
from trato.foundation.jobs.recording import forget_troubles


@app.periodic(cron="10 2 * * *")
@app.task(queueing_lock="make_partitions", pass_context=False)
def prepare_the_log(timestamp: int) -> None:
    """Partitions are made ahead, so that a month begins without a wait."""
    make_partitions()


@app.periodic(cron="50 3 * * *")
@app.task(queueing_lock="sweep_troubles", pass_context=False)
def sweep_troubles(timestamp: int) -> None:
    forget_troubles()
