from dataclasses import dataclass

from trato.foundation.public import Event


@dataclass(frozen=True, kw_only=True)
class PriceListSaved(Event):
    """Made or changed."""

    kind = "commerce.price_list_saved"
    subject_type = "price_list"


@dataclass(frozen=True, kw_only=True)
class PriceListDeleted(Event):
    kind = "commerce.price_list_deleted"
    subject_type = "price_list"


@dataclass(frozen=True, kw_only=True)
class BundleChanged(Event):
    """What a product is made of."""

    kind = "commerce.bundle_changed"
    subject_type = "bundle"

    parts: int = 0


@dataclass(frozen=True, kw_only=True)
class TaxRateSaved(Event):
    kind = "commerce.tax_rate_saved"
    subject_type = "tax_rate"

    country: str = ""


@dataclass(frozen=True, kw_only=True)
class TaxRateDeleted(Event):
    kind = "commerce.tax_rate_deleted"
    subject_type = "tax_rate"

    country: str = ""
