"""How many of a currency one euro was worth on a day, as the European Central Bank says it."""

from django.db import models

from trato.kit.records import Record


class ExchangeRate(models.Model):
    """Its key is the index by which the latest rate on or before a day is found."""

    pk = models.CompositePrimaryKey("currency", "day")
    currency = models.CharField(max_length=3)
    day = models.DateField()
    rate = models.DecimalField(max_digits=22, decimal_places=10)

    class Meta:
        constraints = [
            models.CheckConstraint(name="rate_is_above_nothing", condition=models.Q(rate__gt=0)),
            models.CheckConstraint(name="rate_is_of_a_currency", condition=models.Q(currency__regex=r"^[A-Z]{3}$")),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.currency} {self.rate}"


class RateFile(Record):
    """A file of rates that was taken in: which days it spoke of, and what of it was news."""

    name = models.TextField()
    rate_count = models.IntegerField(default=0)
    new_count = models.IntegerField(default=0)
    changed_count = models.IntegerField(default=0)
    first_day = models.DateField()
    last_day = models.DateField()

    def __str__(self) -> str:
        return self.name
