"""What a list says of the relations of a contact to others: that it has some, and of which kinds."""

from collections.abc import Sequence

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from trato.foundation.public import Field, FieldType

_OWN = "array(select r.id union all select m.id from customers_contact m where m.root_id = r.id and m.root_id <> m.id)"
_RELATIONS = f"""(select coalesce(json_agg(x.name order by x.name), '[]') from (
    select t.name from customers_contactrelation c join customers_relationtype t on t.id = c.type_id
    where c.contact_id = any({_OWN}) and c.deleted_at is null
    union select t.other_name from customers_contactrelation c join customers_relationtype t on t.id = c.type_id
    where c.other_id = any({_OWN}) and c.deleted_at is null) x)"""  # noqa: S608  # constants
_RELATED = """r.id in (with wanted as materialized (select unnest(%s::text[]) as name)
    select k.root_id from customers_relationtype t join customers_contactrelation c on c.type_id = t.id
    join customers_contact k on k.id = c.contact_id
    where lower(t.name) in (select name from wanted) and c.deleted_at is null
    union all select k.root_id from customers_relationtype t join customers_contactrelation c on c.type_id = t.id
    join customers_contact k on k.id = c.other_id
    where lower(t.other_name) in (select name from wanted) and c.deleted_at is null)"""


def relation_names_beginning_with(typed: str) -> Sequence[str]:
    """Of both directions."""
    names = (
        apps.get_model("customers", "RelationType").objects.order_by("place", "id").values_list("name", "other_name")
    )
    every = dict.fromkeys(name for pair in names for name in pair)
    return [name for name in every if name.casefold().startswith(typed.strip().casefold())]


RELATIONS = Field(
    name="relations",
    label=_("Relations"),
    type=FieldType.TAGS,
    sql=_RELATIONS,
    filter_sql=_RELATED,
    importable=False,
    is_asked_only=True,
    editable=False,
    suggest=relation_names_beginning_with,
    help=_("What the contact is to others: reports to, partner of."),
)
