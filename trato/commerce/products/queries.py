"""Questions about products."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _
from psycopg import sql

from trato.commerce.products.models import Product
from trato.foundation.public import Actor, NotFound, reach_sql

LIKELY_ENOUGH = 0.3  # what pg_trgm itself takes for similar
MOST_OFFERED = 20
MOST_GUESSED = 500  # names that are looked for by likeness: each is compared with every product
_NO_LETTER = re.compile(r"[\W_]+")
_ALL = sql.SQL("select r.id, r.name from commerce_product r where r.is_standing and {reach} order by r.is_active, r.id")
# The shorter of two names that are equally like is the plainer product.
_LIKE = sql.SQL("""
select g.name, p.id, p.name, p.likeness
  from unnest(%s::text[]) as g (name)
  cross join lateral (
    select r.id, r.name, greatest(
        similarity(lower(r.name), lower(g.name)),
        similarity(regexp_replace(lower(r.name), '[^[:alnum:]]+', '', 'g'),
          regexp_replace(lower(g.name), '[^[:alnum:]]+', '', 'g'))) as likeness
      from commerce_product r where r.is_standing and {reach}
     order by 3 desc, length(r.name), r.id limit 1
  ) p
 where p.likeness >= %s
""")


@dataclass(frozen=True)
class LikelyProduct:
    """1 is the same name but for case, spaces and punctuation."""

    id: UUID
    name: str
    similarity: float


def product_seen_by(product_id: UUID, actor: Actor) -> Product:
    found = Product.objects.seen_by(actor).filter(pk=product_id, is_standing=True).first()
    if found is None:
        raise NotFound(_("There is no such product, or it is not yours to see."))
    return found


def names_on_sale(actor: Actor, *, typed: str = "") -> list[str]:
    """Names that hold what was typed, those that begin so first."""
    on_sale = Product.objects.seen_by(actor).filter(is_standing=True, is_active=True)
    if asked := typed.strip()[:100]:
        on_sale = on_sale.filter(name__icontains=asked)
    names = on_sale.order_by("sort_key", "id").values_list("name", flat=True)[: MOST_OFFERED * 2]
    ordered = sorted(names, key=lambda name: not name.casefold().startswith(asked.casefold()))
    return list(dict.fromkeys(ordered))[:MOST_OFFERED]


def products_told() -> Any:
    """A line of a story says the name and no more."""
    return Product.objects.only("id", "name")


def folded(name: str) -> str:
    """What is left of a name without case, accents, spaces and punctuation: `GTX Pro` and `gtx-pro` are `gtxpro`."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _NO_LETTER.sub("", letters) or name.casefold().strip()


def likely_products(names: Collection[str], *, seen_by: Actor) -> dict[str, LikelyProduct]:
    """The product that each name most likely means; a name that means none is not in the answer.

    Equality but for case, accents, spaces and punctuation comes first; what is left is compared by its trigrams.
    """
    wanted = {name for name in names if name.strip() and "\x00" not in name}  # no database holds that
    if not wanted:
        return {}
    reach, parameters = reach_sql(seen_by, "commerce.see_products")
    with connection.cursor() as cursor:
        cursor.execute(_ALL.format(reach=reach), parameters)
        standing: Sequence[tuple[UUID, str]] = cursor.fetchall()
    # Of several the last stands: one that is still sold, the newest of those.
    by_fold = {folded(called): (id_, called) for id_, called in standing}
    found = {name: LikelyProduct(*by_fold[folded(name)], 1.0) for name in wanted if folded(name) in by_fold}
    return found | _alike(sorted(wanted - found.keys())[:MOST_GUESSED], reach, parameters)


def _alike(names: Sequence[str], reach: sql.Composable, parameters: Sequence[Any]) -> dict[str, LikelyProduct]:
    if not names:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_LIKE.format(reach=reach), [list(names), *parameters, LIKELY_ENOUGH])
        return {given: LikelyProduct(id_, called, float(likeness)) for given, id_, called, likeness in cursor}
