"""The products that lines name, found for a set at once, with their taxes."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Self
from uuid import UUID

from django.utils.translation import gettext as _

from trato.commerce.public import LikelyProduct, Product, home_country, likely_products, tax_of
from trato.customers.public import Company
from trato.foundation.public import Actor, record_kind, today_of
from trato.sales.lines.reading import Line, LineUnreadable, Wanted

THE_SAME = 1.0
COUNTRY_LETTERS = 2


@dataclass(frozen=True)
class Found:
    id: UUID
    name: str
    tax_class: str


@dataclass
class Shelf:
    """By id also those in the trash: a line that stands keeps its product; a new one takes what is `on_it`. By name
    those that are the same but for case, spaces and punctuation; what is only alike is offered and not taken."""

    by_id: Mapping[UUID, Found]
    on_it: Collection[UUID]
    seen_in_the_trash: Collection[UUID]
    likely: Mapping[str, LikelyProduct]
    today: date
    countries: Mapping[UUID, str]
    home: str
    taxes: dict[tuple[str, str], Decimal] = field(default_factory=dict)

    @classmethod
    def of(cls, wanted: Iterable[UUID | str | None], *, companies: Iterable[UUID | None], by: Actor) -> Self:
        given = set(wanted)
        likely = likely_products({each for each in given if isinstance(each, str)}, seen_by=by)
        same = {each.id for each in likely.values() if each.similarity == THE_SAME}
        ids = same | {each for each in given if isinstance(each, UUID)}
        rows = Product.objects.filter(pk__in=ids).values_list("id", "name", "tax_class") if ids else ()
        by_id = {id_: Found(id_, name, tax_class) for id_, name, tax_class in rows}
        countries = _countries({each for each in companies if each})
        seen = seen_products(ids - same, by)
        on_it = same | {id_ for id_, is_standing in seen.items() if is_standing}
        return cls(by_id, on_it, seen.keys() - on_it, likely, today_of(by), countries, home_country())

    def found(self, wanted: UUID | str | None) -> Found | None:
        if isinstance(wanted, str):
            likely = self.likely.get(wanted)
            return self.by_id.get(likely.id) if likely and likely.similarity == THE_SAME else None
        return self.by_id.get(wanted) if wanted else None

    def refuse_unknown(self, line: Wanted, found: Found | None, *, takes_words: bool) -> None:
        """A file keeps the words it has; whoever types chooses a product, or describes what it is."""
        if found or (takes_words and isinstance(line.product, str)):
            return
        if line.product is None:
            if not line.description:
                raise LineUnreadable(_("Choose a product, or say what it is."), field="product")
            return
        if isinstance(line.product, UUID):
            raise LineUnreadable(_("There is no such product."), field="product")
        if likely := self.likely.get(line.product):
            message = _("No product is called “%(name)s”. Is it “%(likely)s”?")
            raise LineUnreadable(message % {"name": line.product[:100], "likely": likely.name}, field="product")
        raise LineUnreadable(_("No product is called “%(name)s”.") % {"name": line.product[:100]}, field="product")

    def refuse_gone(self, found: Found | None, *, had: Collection[UUID]) -> None:
        """Of a product that is in the trash, or that nobody of their role sees, no line is made that was not there."""
        if found is None or found.id in self.on_it or found.id in had:
            return
        if found.id in self.seen_in_the_trash:
            message = _("%(name)s is in the trash. Bring it back, or choose another product.")
            raise LineUnreadable(message % {"name": found.name}, field="product")
        raise LineUnreadable(_("There is no such product."), field="product")

    def tax_of(self, found: Found | None, company: UUID | None) -> Decimal:
        """Where the company is, or, where nobody knows, where we are; nothing where no rate is known."""
        if found is None:
            return Decimal(0)
        country = (company and self.countries.get(company)) or self.home
        key = (found.tax_class, country)
        if key not in self.taxes:
            self.taxes[key] = tax_of(found.tax_class, country=country, on=self.today) or Decimal(0)
        return self.taxes[key]


def seen_products(ids: Collection[UUID], by: Actor) -> dict[UUID, bool]:
    """Those of some that one sees, and whether each is there or in the trash."""
    return dict(Product.objects.seen_by(by).filter(pk__in=ids).values_list("pk", "is_standing")) if ids else {}


def without_gone_products(lines: Sequence[Line], *, by: Actor) -> list[Line]:
    """For a copy: what was sold keeps its words and its price, without a product that nobody sells any more."""
    seen = seen_products({UUID(line["product"]) for line in lines if line["product"]}, by)
    is_sold = {str(id_) for id_, is_standing in seen.items() if is_standing}
    return [{**line, "product": line["product"] if line["product"] in is_sold else ""} for line in lines]


def _countries(companies: set[UUID]) -> dict[UUID, str]:
    """Of the first addresses, as far as they name one by its two letters. A company that was merged has its root's."""
    roots = dict(Company.objects.filter(pk__in=companies).values_list("id", "root_id")) if companies else {}
    part = next(each for each in record_kind("company").parts() if each.name == "addresses")
    held = part.read(list({root or company for company, root in roots.items()})) if roots else {}
    said = {company: str(part.single(held.get(root or company), "country") or "") for company, root in roots.items()}
    return {company: country for company, country in said.items() if len(country) == COUNTRY_LETTERS}
