"""A form that is sent twice as it is (a double click, a reload, an answer that got lost) makes one record."""

import hashlib
import json
from collections.abc import Callable, Mapping
from uuid import UUID

from django.core.cache import cache
from django.db import connection, transaction

from trato.foundation.public import Actor

REMEMBERED = 24 * 3600  # seconds; a form left open overnight is sent in the morning


def once(form: str, make: Callable[[], UUID], *, values: Mapping[str, str], by: Actor) -> UUID:
    """What this form made before, else what it makes now. The second waits for the first; a refusal is not kept.

    With other values it is another record: whoever goes back to a form may fill it in anew.
    """
    if not form:
        return make()
    said = json.dumps([str(by.id), form, sorted(values.items())])
    key = f"made-{hashlib.sha256(said.encode()).hexdigest()}"
    with transaction.atomic():
        _hold(key)
        made: UUID | None = cache.get(key)
        if made is None:
            made = make()
            # In the same transaction, as the cache is a table of this database.
            cache.set(key, made, REMEMBERED)
        return made


def _hold(key: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
