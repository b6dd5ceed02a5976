"""What other modules may use from commerce."""

from trato.commerce.lines.arithmetic import LineAmounts, LineTerms, Totals, add_up, amounts_of
from trato.commerce.lines.errors import LineRefused
from trato.commerce.prices.choosing import PriceFound
from trato.commerce.prices.models import PriceList, TaxRate
from trato.commerce.prices.queries import PriceAsked, home_country, price_of, prices_of, tax_of
from trato.commerce.prices.queries import plain as plain_number
from trato.commerce.prices.use_cases.bundles import set_parts
from trato.commerce.prices.use_cases.price_lists import (
    PriceGiven,
    PriceListFacts,
    delete_price_list,
    save_price_list,
    set_prices,
)
from trato.commerce.prices.use_cases.taxes import delete_tax_rate, save_tax_rate
from trato.commerce.products.models import Product
from trato.commerce.products.queries import LikelyProduct, likely_products, names_on_sale, product_seen_by
from trato.commerce.products.use_cases.create import create_products
from trato.commerce.products.use_cases.trash import restore_products, trash_products
from trato.commerce.products.use_cases.update import update_products
from trato.commerce.rates.errors import RatesRefused
from trato.commerce.rates.events import RatesTaken
from trato.commerce.rates.queries import (
    Amount,
    company_currency,
    convert,
    convert_many,
    converted_sql,
    why_not_converted,
)
from trato.commerce.rates.use_cases import TakenRates, take_rate_file
