"""Sample deals come with the sample companies and go with them."""

import pytest

from trato.foundation.public import Actor, RecordUpdate, load_sample_data, remove_sample_data
from trato.sales.public import Deal, StageMove, update_deals

pytestmark = pytest.mark.django_db


def test_sample_deals_stand_in_all_stages_and_go_without_a_trace(as_ada: Actor) -> None:
    load_sample_data(by=as_ada)
    deals = Deal.objects.all()
    assert deals.count() > 10
    assert set(deals.values_list("state", flat=True)) == {"open", "won", "lost"}
    assert not deals.filter(company=None).exists()
    assert StageMove.objects.count() == deals.count()

    assert not remove_sample_data(by=as_ada)
    assert not deals.exists()


def test_one_that_somebody_changed_stays_with_its_company(as_ada: Actor) -> None:
    load_sample_data(by=as_ada)
    one = Deal.objects.filter(state="open").order_by("id")[0]
    update_deals([RecordUpdate(id=one.id, values={"next_step": "Mine now"})], by=as_ada)
    kept = remove_sample_data(by=as_ada)
    assert one.name in kept
    assert Deal.objects.get().id == one.id
