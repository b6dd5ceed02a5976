"""Work on files that comes round by the clock."""

from procrastinate.contrib.django import app

from trato.foundation.files.use_cases.keep import sweep_files


@app.periodic(cron="40 3 * * *")
@app.task(queueing_lock="sweep_files", pass_context=False)
def sweep_forgotten_files(timestamp: int) -> None:
    sweep_files()
