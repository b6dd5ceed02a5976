"""What a task, a call or a meeting is about beside customers, as a part of it: an id of a record of one kind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _
from psycopg import sql

from trato.customers.about.queries import seen_among
from trato.foundation.public import Actor, record_kind

_SAY = sql.SQL("""update {table} r set about_kind = %s, about_id = said.about_id
from unnest(%s::uuid[], %s::uuid[]) said (id, about_id) where r.id = said.id""")
_UNSAY = sql.SQL("update {table} set about_kind = '', about_id = null where id = any(%s) and about_kind = %s")


@dataclass(frozen=True)
class AboutPart:
    """`name` is that of the kind that is talked about, `talk` the kind of what is said."""

    name: str
    talk: str
    is_one_thing: bool = False

    def read(self, ids: Sequence[UUID]) -> Mapping[UUID, str]:
        rows = self._model.objects.filter(pk__in=list(ids), about_kind=self.name)
        return {id_: str(about) for id_, about in rows.values_list("pk", "about_id")}

    def apply(self, current: str | None, given: Mapping[str, Any], *, adding: bool) -> str | None:
        wanted = given.get(self.name)
        return (str(wanted) if wanted else None) or (current if adding else None)

    def check(self, values: Mapping[UUID, str | None], *, by: Actor) -> dict[UUID, dict[str, str]]:
        """What it is about already stays, also when that went out of sight."""
        held = self.read(list(values))
        fresh = {id_: about for id_, about in values.items() if about and held.get(id_) != about}
        seen = {str(id_) for id_ in seen_among(self.name, set(fresh.values()), by=by)} if fresh else set()
        said = _("There is no such record, or it is not yours to see.")
        return {id_: {self.name: said} for id_, about in fresh.items() if about not in seen}

    def write(self, values: Mapping[UUID, str | None], *, before: Mapping[UUID, str | None]) -> None:
        said = {id_: about for id_, about in values.items() if about}
        unsaid = [id_ for id_, about in values.items() if not about]
        table = sql.Identifier(self._model._meta.db_table)
        with connection.cursor() as cursor:
            if said:
                cursor.execute(_SAY.format(table=table), [self.name, list(said), list(said.values())])
            if unsaid:
                cursor.execute(_UNSAY.format(table=table), [unsaid, self.name])

    def search_texts(self, value: str | None) -> list[str]:
        return []

    def single(self, value: str | None, key: str) -> str:
        return value or ""

    @property
    def _model(self) -> Any:
        return record_kind(self.talk).model()
