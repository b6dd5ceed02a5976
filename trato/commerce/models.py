from trato.commerce.prices.models import BundlePart, Price, PriceList, TaxRate
from trato.commerce.products.models import Product, ProductFields
from trato.commerce.rates.models import ExchangeRate, RateFile

__all__ = ["BundlePart", "ExchangeRate", "Price", "PriceList", "Product", "ProductFields", "RateFile", "TaxRate"]
