"""What tests of commerce call on by name."""

from pathlib import Path

import pytest

from trato.commerce.products.models import Product
from trato.commerce.products.use_cases.create import create_products
from trato.foundation.public import SYSTEM, Installation

SAMPLES = Path(__file__).parent / "files"


@pytest.fixture
def panel(installed: Installation) -> Product:
    """A panel of 400 watts, 120 euros a piece."""
    (saved,) = create_products(
        [{"name": "Panel 400 W", "sku": "P-400", "series": "Panels", "unit": "piece", "list_price": "120 EUR"}],
        by=SYSTEM,
    )
    return Product.objects.get(pk=saved.id)
