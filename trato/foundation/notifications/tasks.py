"""Mail that nobody waits for."""

from procrastinate.contrib.django import app

from trato.foundation.notifications.use_cases import JOB, send_password_link


@app.task(name=JOB)
def mail_link(email: str) -> None:
    send_password_link(email)
