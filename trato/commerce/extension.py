"""What commerce adds to the rest of the system."""

from trato.commerce.help_pages import contributions as help_pages
from trato.commerce.moving_in.extension import contributions as moving_in
from trato.commerce.prices.extension import contributions as prices
from trato.commerce.products.extension import contributions as products
from trato.commerce.rates.extension import contributions as rates
from trato.commerce.samples.use_cases import create_sample_products, remove_sample_products
from trato.foundation.public import SampleData, StaffPages

contributions = [
    *products,
    *help_pages,
    *prices,
    *moving_in,
    *rates,
    SampleData(name="commerce.samples", create=create_sample_products, remove=remove_sample_products, order=110),
    StaffPages(prefix="", urlconf="trato.commerce.urls", order=60),
]
