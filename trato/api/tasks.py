"""Work of the API that comes round by the clock."""

from procrastinate.contrib.django import app

from trato.api.idempotency.use_cases import forget_old_answers


@app.periodic(cron="40 2 * * *")
@app.task(queueing_lock="forget_old_answers", pass_context=False)
def forget_answers(timestamp: int) -> None:
    forget_old_answers()
