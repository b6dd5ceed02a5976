"""Indexes in the background."""

from uuid import UUID

from django.db import DatabaseError
from procrastinate.contrib.django import app

from trato.foundation.fields.use_cases.index import JOB, give_up_index, make_index_so
from trato.foundation.jobs.retrying import LONG, PATIENTLY


@app.task(name=JOB, queue=LONG, retry=PATIENTLY)
def index_field(field_id: str) -> None:
    """Tried again after a while; until then the settings say that it failed."""
    try:
        make_index_so(UUID(field_id))
    except DatabaseError:
        give_up_index(UUID(field_id))
        raise
