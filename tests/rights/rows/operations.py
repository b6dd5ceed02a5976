"""Rows of the pages of jobs and readers. What is to be tried again is not there, so who may is told so."""

from tests.rights.answers import Row, by_person

LOOK = by_person(302, 403, 403, 403, 200)
MEND = by_person(302, 403, 403, 403, 404)

ROWS = [
    Row("web:readers", "GET", LOOK),
    Row("web:jobs", "GET", LOOK),
    Row("web:retry_reader", "POST", MEND, path=lambda things: {"name": "nobody.reads"}),
    Row("web:retry_job", "POST", MEND, path=lambda things: {"job_id": 1}),
    Row("web:cancel_job", "POST", MEND, path=lambda things: {"job_id": 1}),
]
