"""Identities as a part of a contact or company."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext as _
from psycopg import sql

from trato.customers.identities.errors import IdentityTaken
from trato.customers.identities.models import Identity, Proof
from trato.foundation.public import Actor, TwinRefused, record_kind
from trato.kit.copying import copy_rows
from trato.kit.ids import new_id_text
from trato.kit.prepared import rows_prepared
from trato.kit.sourced_keys import sourced_key, value_of

Value = list[dict[str, Any]]
Key = tuple[str, str, str]  # kind, source, normalised
SINGLE = ("email", "phone", "website", "domain", "external")
COPIED = ("id", "kind", "source", "value", "normalised", "label", "shared", "proof")
COLUMN_NAMES = {"shared": "is_shared"}
SEARCHED = ("email", "domain", "website", "handle")
# Who has what only one may have: `NAMING`, asked with every change, so the server plans it once. One look for each:
# in the first import of an empty home nothing is known of the table yet, and it would be read from end to end.
_HOLDERS = {
    owner: sql.SQL("""
select held.* from unnest(%s::text[]) wanted (form) cross join lateral (
  select kind, source, normalised, value, {owner} from customers_identity
  where kind = any(%s) and normalised = wanted.form and is_living and {owner} is not null
    and (kind in ('domain', 'external', 'handle') or (kind = 'email' and not is_shared)) offset 0) held""")
    .format(owner=sql.Identifier(f"{owner}_id"))
    .as_string()
    for owner in ("contact", "company")
}

_OF_FORM = {
    owner: sql.SQL("""
select held.source, held.normalised, held.{owner} from unnest(%s::text[]) wanted (form) cross join lateral (
  select id, source, normalised, {owner} from customers_identity
  where kind = %s and normalised = wanted.form and is_living and {owner} is not null offset 0) held
order by held.id""")
    .format(owner=sql.Identifier(f"{owner}_id"))
    .as_string()
    for owner in ("contact", "company")
}


class Holder(NamedTuple):
    """Of an identity, as it was given."""

    key: Key
    value: str
    owner: UUID


@dataclass(frozen=True)
class IdentitiesPart:
    """`owner` is contact or company. A value is the list of identities in their order, as plain JSON."""

    owner: str
    name: str = "identities"
    is_one_thing: bool = False

    def read(self, ids: Sequence[UUID]) -> Mapping[UUID, Value]:
        found: dict[UUID, Value] = defaultdict(list)
        rows = Identity.objects.filter(**{f"{self.owner}_id__in": list(ids)}).order_by("place", "id")
        for row in rows:
            found[getattr(row, f"{self.owner}_id")].append(as_value(row))
        return found

    def find(self, key: str, values: Collection[str]) -> Mapping[str, list[UUID]]:
        """Owners of living identities by their normalised form: imports match by it."""
        found: dict[str, list[UUID]] = defaultdict(list)
        forms = list({value_of(value) for value in values})
        for source, form, owner in rows_prepared(_OF_FORM[self.owner], [forms, key]):
            found[sourced_key(source, form)].append(owner)
        return found

    def apply(self, current: Value | None, given: Mapping[str, Any], *, adding: bool) -> Value:
        if not current and "identities" not in given:  # nearly all new records
            return [complete(each) for kind in SINGLE if (each := given.get(kind))]
        value = list(current or [])
        if "identities" in given:
            value = self._with_list(value, given["identities"] or [], adding=adding)
        for kind in SINGLE:
            if kind in given:
                value = _with_first(value, kind, given[kind], adding=adding)
        return _once_each(value)

    def _with_list(self, current: Value, given: Value, *, adding: bool) -> Value:
        known = {_key(each): each for each in current}
        merged = [{**complete(known.get(_key(each), {})), **_given(each, known)} for each in given]
        if not adding:
            return merged
        added = {_key(each): each for each in merged}
        return [*(added.pop(_key(each), each) for each in current), *added.values()]

    def check(self, values: Mapping[UUID, Value], *, by: Actor) -> dict[UUID, dict[str, str]]:
        wanted: dict[Key, UUID] = {}
        refused: dict[UUID, dict[str, str]] = defaultdict(dict)
        for owner, value in values.items():
            for each in filter(is_naming, value):
                if wanted.setdefault(_key(each), owner) != owner:
                    refused[owner][each["kind"]] = TwinRefused(_("“%(value)s” is on two of these rows.") % each)
        others = [each for each in self._holders(wanted) if wanted.get(each.key, each.owner) != each.owner]
        seen = self._names({each.owner for each in others}, by)
        for holder in others:
            refused[wanted[holder.key]][holder.key[0]] = _taken(holder.value, seen.get(holder.owner, ""))
        return refused

    def _names(self, ids: Collection[UUID], by: Actor) -> Mapping[UUID, str]:
        """Of the holders that the actor sees: the others' names are not his to learn."""
        model: Any = record_kind(self.owner).model()
        return dict(model.objects.seen_by(by).filter(pk__in=ids).values_list("pk", "name")) if ids else {}

    def _holders(self, keys: Collection[Key]) -> list["Holder"]:
        if not keys:
            return []
        kinds, forms = list({key[0] for key in keys}), list({key[2] for key in keys})
        rows = rows_prepared(_HOLDERS[self.owner], [forms, kinds])
        return [Holder((kind, source, form), value, owner) for kind, source, form, value, owner in rows]

    def write(self, values: Mapping[UUID, Value], *, before: Mapping[UUID, Value]) -> None:
        try:
            if before:
                self._replace(values, before)
            else:
                self._copy(values)
        except IntegrityError as taken:
            raise IdentityTaken(_("Somebody else has just used one of these identities. Try again.")) from taken

    def _replace(self, values: Mapping[UUID, Value], before: Mapping[UUID, Value]) -> None:
        gone = [UUID(each["id"]) for owner, value in values.items() for each in _missing(before.get(owner), value)]
        new = [self._row(owner, place, each) for owner, value in values.items() for place, each in enumerate(value)]
        if gone:
            Identity.objects.filter(pk__in=gone).delete()
        fields = ["kind", "source", "value", "normalised", "label", "is_shared", "place"]
        Identity.objects.bulk_create(
            new, update_conflicts=True, update_fields=fields, unique_fields=["id"], batch_size=5_000
        )

    def _copy(self, values: Mapping[UUID, Value]) -> None:
        """Of new records: the ids go into the value, which the change row keeps."""
        for value in values.values():
            for each in value:
                each["id"] = new_id_text()
        rows = (
            (owner, place, True, *(each[name] for name in COPIED))
            for owner, value in zip(map(str, values), values.values(), strict=True)
            for place, each in enumerate(value)
        )
        columns = [COLUMN_NAMES.get(name, name) for name in COPIED]
        copy_rows(Identity, [f"{self.owner}_id", "place", "is_living", *columns], rows)

    def _row(self, owner: UUID, place: int, each: dict[str, Any]) -> Identity:
        if not each.get("id"):
            each["id"] = new_id_text()
        facts = {name: each[name] for name in ("kind", "source", "value", "normalised", "label", "proof")}
        mine = {f"{self.owner}_id": owner}
        return Identity(id=UUID(each["id"]), place=place, is_shared=each["shared"], **mine, **facts)

    def search_texts(self, value: Value | None) -> list[str]:
        texts = []
        for each in value or []:
            if each["kind"] == "phone":
                texts.append(each["normalised"].lstrip("+"))
            elif each["kind"] in SEARCHED:
                texts.append(each["value"])
        return texts

    def single(self, value: Value | None, key: str) -> str:
        """What was given for the first identity of a kind."""
        return next((str(each["value"]) for each in value or [] if each["kind"] == key), "")


def _taken(value: str, name: str) -> str:
    if name:
        return _("“%(value)s” already belongs to %(name)s.") % {"value": value, "name": name}
    return _("“%(value)s” already belongs to somebody you do not see.") % {"value": value}


def as_value(row: Identity) -> dict[str, Any]:
    return {
        "id": str(row.id),
        "kind": row.kind,
        "source": row.source,
        "value": row.value,
        "normalised": row.normalised,
        "label": row.label,
        "shared": row.is_shared,
        "proof": row.proof,
    }


def complete(each: Mapping[str, Any]) -> dict[str, Any]:
    return {"id": None, "source": "", "label": "", "shared": False, "proof": Proof.TYPED.value, **each}


def is_naming(each: Mapping[str, Any]) -> bool:
    return each["kind"] in ("domain", "external", "handle") or (each["kind"] == "email" and not each["shared"])


def _given(each: Mapping[str, Any], known: Mapping[Any, Any]) -> dict[str, Any]:
    """What a door may say about an identity: never its id, and not again how a known one was proved."""
    kept = {"id", "proof"} if _key(each) in known else {"id"}
    return {name: value for name, value in each.items() if name not in kept}


def _key(each: Mapping[str, Any]) -> Key:
    return each["kind"], each.get("source", ""), each["normalised"]


def _with_first(value: Value, kind: str, given: dict[str, Any] | None, *, adding: bool) -> Value:
    """Set, add or clear the first identity of a kind; a file never takes away the ones that are there."""
    mine = [each for each in value if each["kind"] == kind]
    same = [each for each in mine if given and _key(each)[2] == given["normalised"]]
    if given is None:
        return value if adding else [each for each in value if not mine or each is not mine[0]]
    if same and adding:
        return value
    if same:
        return _moved_first(value, {**same[0], "value": given["value"]}, place=value.index(mine[0]))
    if mine and not adding:
        return [{**each, **given} if each is mine[0] else each for each in value]
    return [*value, complete(given)]


def _moved_first(value: Value, each: dict[str, Any], *, place: int) -> Value:
    """One that is known already, spelt as it was given now, in front of the others of its kind."""
    others = [other for other in value if _key(other) != _key(each)]
    return [*others[:place], each, *others[place:]]


def _once_each(value: Value) -> Value:
    return list({_key(each): each for each in reversed(value)}.values())[::-1]


def _missing(before: Value | None, value: Value) -> Value:
    kept = {each.get("id") for each in value}
    return [each for each in before or [] if each["id"] not in kept]
