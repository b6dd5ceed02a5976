from trato.kit.errors import Refused
from trato.kit.words import to_translate


class LineRefused(Refused):
    reasons = {
        "line-quantity": to_translate("The quantity is a number above 0 and at most %(most)s, with up to 4 decimals."),
        "line-price-negative": to_translate("A price is not below nothing. Give a discount instead."),
        "line-price-too-precise": to_translate("A unit price has at most 4 decimals."),
        "line-too-large": to_translate("The amount of this line is too large."),
        "line-percent": to_translate("A discount is from 0 to 100 percent, with up to 4 decimals."),
        "line-discount-negative": to_translate("A discount is not below nothing."),
        "line-discount-too-large": to_translate("The discount is more than the price of the line, %(price)s."),
        "line-discount-too-precise": to_translate("A discount in %(currency)s has at most %(digits)s decimals."),
        "line-two-discounts": to_translate("Give the discount in percent or as an amount, not both."),
        "line-tax": to_translate("A tax is from 0 to 100 percent, with up to 4 decimals."),
        "line-currencies-differ": to_translate("Lines in %(one)s and %(other)s cannot be added up."),
    }
