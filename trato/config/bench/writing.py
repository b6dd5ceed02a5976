"""Creating one contact, beside one row put into the same table and committed."""

from collections.abc import Iterator
from itertools import count
from secrets import token_hex

from django.db import connection

from trato.config.bench.readers import Reader
from trato.customers.public import create_contacts
from trato.kit.figures import Work

CREATE_BUDGET = 5.0
COPY_OF_A_ROW = """
insert into customers_contact (id, root_id, name, native_name, given_name, family_name, sort_key, search_text,
  lifecycle_stage, lead_status, source, language, time_zone, version, owner_id, team_id)
select made.id, made.id, r.name, '', '', '', r.sort_key, r.search_text, r.lifecycle_stage, r.lead_status, r.source,
  r.language, r.time_zone, 1, r.owner_id, r.team_id
from (select gen_random_uuid() as id) made, (select * from customers_contact limit 1) r returning id
"""
WRITTEN = (
    ("customers_identity", "contact_id"),
    ("foundation_searchword", "record_id"),
    ("foundation_change", "record_id"),
    ("customers_contact", "id"),
)


class Writing:
    """What it makes it takes away again: a bench that is repeated measures the same data."""

    def __init__(self) -> None:
        self.numbers, self.run, self.made = count(), token_hex(4), list[object]()

    def works(self, reader: Reader) -> Iterator[Work]:
        actor = reader.actor

        def create() -> None:
            number = next(self.numbers)
            row = {"name": f"Bench {self.run} {number}", "email": f"bench.{number}@{self.run}.example"}
            self.made += [saved.id for saved in create_contacts([row], by=actor)]

        yield Work(
            name="create one contact",
            reader=reader.label,
            act=create,
            floor=self._insert,
            rounds=200,
            budget=CREATE_BUDGET,
        )

    def _insert(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(COPY_OF_A_ROW)
            self.made.append(cursor.fetchall()[0][0])

    def clear_up(self) -> None:
        """Their events stay: what happened is never taken back."""
        with connection.cursor() as cursor:
            for table, column in WRITTEN:
                cursor.execute(f"delete from {table} where {column} = any(%s)", [self.made])  # noqa: S608  # constants
