"""The public sales pipeline comes in as it is, and its figures are met."""

import json
from collections.abc import Callable
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.db.models import Count, Sum
from django.db.models.functions import ExtractQuarter

from trato.customers.public import Company
from trato.foundation.public import User
from trato.sales.models import DealLine
from trato.sales.public import Deal, StageMove
from trato.sales.tests.real_file import agents, real

pytestmark = pytest.mark.django_db


def bring(kind: str, name: str, **options: object) -> dict[str, int]:
    out = StringIO()
    call_command("import", kind, str(real(name)), json=True, stdout=out, stderr=StringIO(), **options)
    found: dict[str, int] = json.loads(out.getvalue())
    return found


@pytest.mark.timeout(600)
def test_the_deals_of_the_public_pipeline_come_in_with_its_figures(hire: Callable[..., User]) -> None:
    for name in sorted({row["sales_agent"] for row in agents()}):
        User.objects.create_user(f"{name.lower().replace(' ', '.')}@seller.example", name=name)
    assert bring("companies", "accounts.csv")["created"] == 85
    assert bring("products", "products.csv")["created"] == 7

    told = bring("deals", "sales_pipeline.csv", make_choices=True)
    assert (told["created"], told["failed"]) == (8_800, 0)
    counted = dict(Deal.objects.values_list("state").annotate(count=Count("id")))
    assert counted == {"won": 4_238, "lost": 2_473, "open": 2_089}
    assert Deal.objects.filter(state="won").aggregate(total=Sum("amount"))["total"] == Decimal(10_005_534)
    quarters = Deal.objects.filter(state="won").annotate(quarter=ExtractQuarter("close_on"))
    sums = dict(quarters.values_list("quarter").annotate(total=Sum("amount")))
    assert sums == {1: 1_134_672, 2: 3_086_111, 3: 2_982_255, 4: 2_802_496}
    assert Deal.objects.filter(company=None).count() == 1_425
    assert Deal.objects.filter(begun_on=None).count() == 500
    assert Deal.objects.exclude(owner=None).count() == 8_800
    assert StageMove.objects.count() == 8_800
    assert Company.objects.count() == 85
    assert DealLine.objects.filter(product=None).count() == 0
    assert DealLine.objects.filter(product__name="GTX Pro").count() == 1_480
