"""Mail that nobody waits for."""

from procrastinate.contrib.django import app

from trato.foundation.jobs.retrying import PATIENTLY
from trato.foundation.notifications.use_cases import JOB, send_password_link
from trato.foundation.notifications.use_cases.mail import send_waiting_mails


@app.task(name=JOB, retry=PATIENTLY)
def mail_link(email: str) -> None:
    send_password_link(email)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="send_waiting_mails", pass_context=False)
def mail_news(timestamp: int) -> None:
    """What waits is in the notifications; a run that fails or is killed leaves it to the next."""
    send_waiting_mails()
