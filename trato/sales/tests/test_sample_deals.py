"""Sample deals come with the sample companies and go with them."""

from datetime import date

import pytest

from trato.customers.public import Activity
from trato.foundation.public import Actor, Change, LoggedEvent, RecordUpdate, load_sample_data, remove_sample_data
from trato.kit.clock import now
from trato.sales.forecast.survival import FEWEST
from trato.sales.forecast.table import forecast
from trato.sales.pipelines.use_cases.begin import keep_first_pipelines
from trato.sales.pipelines.use_cases.stages import StageFacts, change_stage
from trato.sales.public import Deal, StageMove, update_deals
from trato.sales.reports.scope import read_scope
from trato.sales.samples.ways import OPEN_STAGES, ways_before

pytestmark = pytest.mark.django_db


def test_sample_deals_stand_in_all_stages_and_go_without_a_trace(as_ada: Actor) -> None:
    load_sample_data(by=as_ada)
    deals = Deal.objects.all()
    assert deals.count() > 10
    assert set(deals.values_list("state", flat=True)) == {"open", "won", "lost"}
    assert not deals.filter(company=None).exists()

    assert not remove_sample_data(by=as_ada)
    assert not deals.exists()
    assert not StageMove.objects.exists()
    assert not LoggedEvent.objects.filter(kind__startswith="sales.deal").exists()


@pytest.fixture
def loaded(as_ada: Actor) -> None:
    load_sample_data(by=as_ada)


def test_each_went_by_stages_to_where_it_stands(loaded: None) -> None:
    for deal in Deal.objects.prefetch_related("moves"):
        moves = sorted(deal.moves.all(), key=lambda each: each.at)
        assert [each.from_stage_id for each in moves] == [None, *(each.to_stage_id for each in moves[:-1])]
        assert (moves[-1].to_stage_id, moves[-1].at) == (deal.stage_id, deal.stage_since)
        assert deal.closed_at in (None, deal.stage_since)
        assert deal.created_at == moves[0].at < now()
        assert deal.begun_on == moves[0].at.date()


def test_they_reach_two_years_back_and_none_ends_in_the_future(loaded: None) -> None:
    closed = Deal.objects.exclude(state="open")
    days = [(now() - each.closed_at).days for each in closed if each.closed_at]
    assert min(days) >= 0
    assert 600 < max(days) < 730
    assert len(days) > Deal.objects.filter(state="open").count()


def test_the_way_kept_beside_a_deal_is_that_of_its_steps(loaded: None) -> None:
    for deal in Deal.objects.exclude(course=None).select_related("course").prefetch_related("moves"):
        moves = sorted(deal.moves.all(), key=lambda each: each.at)
        assert deal.course
        assert deal.course.stages == [each.to_stage_id for each in moves]
        stood = [round(float(each.days) * 1_000) for each in moves[1:] if each.days is not None]
        assert deal.stays == [*stood, 0]
        assert deal.entered_at == moves[0].at


def test_what_is_told_of_them_was_told_then(loaded: None) -> None:
    for deal in Deal.objects.all():
        told = list(LoggedEvent.objects.filter(subject_id=deal.id).order_by("at").values_list("kind", "at"))
        moments = sorted(deal.moves.values_list("at", flat=True))
        assert [at for _kind, at in told] == moments
        assert told[0][0] == "sales.deal_created"
        assert (told[-1][0] in ("sales.deal_won", "sales.deal_lost")) == (deal.state != "open")


def test_whoever_a_deal_belongs_to_did_it(loaded: None) -> None:
    owners = set(Deal.objects.values_list("owner", flat=True))
    assert len(owners) > 1
    for deal in Deal.objects.all():
        told = LoggedEvent.objects.filter(subject_id=deal.id).values_list("actor_kind", "actor_id", "door")
        written = Change.objects.filter(record_id=deal.id).values_list("actor_kind", "actor_id", "door")
        assert {*told, *written} == {("user", deal.owner_id, "page")}
        assert set(deal.moves.values_list("actor_kind", "actor_id")) == {("user", deal.owner_id)}


def test_a_stage_that_asks_for_something_keeps_no_sample_out(as_ada: Actor) -> None:
    keep_first_pipelines(by=as_ada)
    change_stage("proposal", StageFacts(name="Proposal", probability=50, required_fields=["competitor"]), by=as_ada)
    load_sample_data(by=as_ada)

    assert Deal.objects.filter(stage="proposal", competitor="").exists()


def test_the_forecast_can_learn_from_them(loaded: None, as_ada: Actor) -> None:
    found = forecast(read_scope({"period": "all"}, by=as_ada), by="period", span="quarter")
    assert sum(found.known.of(stage, 0).seen >= FEWEST for stage in OPEN_STAGES) >= 3


def test_most_are_with_somebody_who_works_there_and_whom_one_has_talked_to(loaded: None, as_ada: Actor) -> None:
    with_somebody = Deal.objects.exclude(contact=None)
    assert with_somebody.count() * 2 > Deal.objects.count()
    for deal in with_somebody:
        assert deal.contact
        assert deal.contact.positions.filter(company=deal.company).exists()
    assert Activity.objects.filter(contact__in=with_somebody.values("contact")).exists()


def test_two_homes_get_the_same_company() -> None:
    today = date(2026, 11, 22)
    assert [list(ways_before(place, today)) for place in range(8)] == [list(ways_before(n, today)) for n in range(8)]
    assert [len(list(ways_before(place, today))) for place in range(4)] == [0, 1, 2, 3]


def test_one_that_somebody_changed_stays_with_its_company(as_ada: Actor) -> None:
    load_sample_data(by=as_ada)
    one = Deal.objects.filter(state="open").order_by("id")[0]
    update_deals([RecordUpdate(id=one.id, values={"next_step": "Mine now"})], by=as_ada)
    kept = remove_sample_data(by=as_ada)
    assert one.name in kept
    assert Deal.objects.get().id == one.id
