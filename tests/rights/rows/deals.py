"""Rows of deals, their board, and pipelines."""

from typing import Any

from tests.rights.answers import Row, administrators, by_person, changing, one_of_us, seeing, with_rights
from tests.rights.rows.ground import imported, ones_own
from tests.rights.scene import Things
from trato.foundation.public import SYSTEM
from trato.sales.pipelines.use_cases.pipelines import make_pipeline
from trato.sales.pipelines.use_cases.stages import StageFacts, make_stage
from trato.sales.public import Deal, create_deals, lose_deals, trash_deals


def _deal(things: Things) -> Deal:
    (saved,) = create_deals([{"name": "Two ovens", "owner": str(things.owner.id)}], by=SYSTEM)
    return Deal.objects.get(pk=saved.id)


def deal(things: Things) -> dict[str, Any]:
    return {"id": _deal(things).id}


def lost_deal(things: Things) -> dict[str, Any]:
    one = _deal(things)
    lose_deals([one.id], reason="Price", by=SYSTEM)
    return {"id": one.id}


def with_person(things: Things) -> dict[str, Any]:
    return {"id": _deal(things).id, "contact": things.contact.id}


def api_deal(things: Things) -> dict[str, Any]:
    return {"record_id": _deal(things).id}


def api_trashed_deal(things: Things) -> dict[str, Any]:
    one = _deal(things)
    trash_deals([one.id], by=SYSTEM)
    return {"record_id": one.id}


def called(things: Things) -> dict[str, Any]:
    return {"name": "Bread line"}


def ticked(things: Things) -> dict[str, Any]:
    return {"item": "Budget is known", "done": "yes"}


def role(things: Things) -> dict[str, Any]:
    return {"contact": str(things.contact.id), "role": "champion"}


def moved(things: Things) -> dict[str, Any]:
    return {"deal": str(_deal(things).id), "stage": "demo"}


def column(things: Things) -> dict[str, Any]:
    _deal(things)
    return {"stage": "demo"}


def pipeline(things: Things) -> dict[str, Any]:
    _deal(things)
    return {"code": "sales"}


def a_stage(things: Things) -> dict[str, Any]:
    _deal(things)
    return {"code": make_stage("sales", StageFacts(name=f"Stage {things.owner.id}"[:60]), by=SYSTEM).code}


def named(things: Things) -> dict[str, Any]:
    return {"name": f"Pipeline of {things.owner.id}"}


def staged(things: Things) -> dict[str, Any]:
    return {"name": f"New {things.owner.id}", "state": "open", "probability": 10}


def other_pipeline(things: Things) -> dict[str, Any]:
    return {"code": make_pipeline(f"Other {things.owner.id}", by=SYSTEM).code}


def api_deal_file(things: Things) -> dict[str, Any]:
    one = _deal(things)
    file = things._file("deal", one)  # type: ignore[arg-type]  # a scene of customers
    return {"record_id": one.id, "file_id": file.id}


def first_name(things: Things) -> dict[str, Any]:
    return {"field": "name", "version": 1}


def nothing(things: Things) -> dict[str, Any]:
    return {}


def new_rows(things: Things) -> dict[str, Any]:
    return {"rows": [{"name": "One more"}]}


def keyed(things: Things) -> dict[str, Any]:
    return {"key": "external_id", "rows": [{"name": "One more", "external_id": "x-1"}]}


def changed_rows(things: Things) -> dict[str, Any]:
    """Of a record that is none of these: each row is refused by itself."""
    return {"rows": [{"id": str(things.contact.id), "next_step": "Call"}]}


def archived_rows(things: Things) -> dict[str, Any]:
    return {"ids": [str(things.contact.id)]}


ROWS = [
    Row("sales:board", "GET", with_rights()),
    Row("sales:board_more", "GET", with_rights(), path=column),
    Row("sales:board_move", "POST", changing(fine=200, nobody=403), body=moved),
    Row("sales:board_put_back", "POST", with_rights(404)),
    Row("sales:win_deal", "POST", changing(), path=deal),
    Row("sales:reopen_deal", "POST", changing(), path=lost_deal),
    Row("sales:duplicate_deal", "POST", seeing(fine=302), path=deal),
    Row("sales:check_deal", "POST", changing(), path=deal, body=ticked),
    Row("sales:add_person", "POST", changing(), path=deal, body=role),
    Row("sales:remove_person", "POST", changing(), path=with_person),
    Row("sales:pipelines", "GET", administrators()),
    Row("sales:pipelines", "POST", administrators(302), body=named),
    Row("sales:pipeline", "GET", administrators(), path=pipeline),
    Row("sales:pipeline", "POST", administrators(302), path=other_pipeline, body=named),
    Row("sales:move_pipeline", "POST", administrators(302), path=other_pipeline),
    Row("sales:new_stage", "GET", administrators(), path=pipeline),
    Row("sales:new_stage", "POST", administrators(302), path=pipeline, body=staged),
    Row("sales:stage", "GET", administrators(), path=a_stage),
    Row("sales:stage", "POST", administrators(302), path=a_stage, body=staged),
    Row("sales:move_stage", "POST", administrators(302), path=a_stage),
    Row("sales:remove_stage", "POST", administrators(302), path=a_stage),
    Row("api:deals_index", "GET", one_of_us(anonymous=401)),
    Row("api:deals_create", "POST", with_rights(201, anonymous=401), body=called),
    Row("api:deals_show", "GET", seeing(anonymous=401), path=api_deal),
    Row("api:deals_update", "PATCH", changing(anonymous=401, fine=200), path=api_deal, body=called),
    Row("api:deals_delete", "DELETE", changing(anonymous=401, fine=204), path=api_deal),
    Row("api:deals_restore", "POST", changing(anonymous=401, fine=200, nobody=403), path=api_trashed_deal),
    Row("api:deals_search", "POST", one_of_us(anonymous=401), body=nothing),
    Row("api:deals_batch_create", "POST", with_rights(200, anonymous=401), body=new_rows),
    Row("api:deals_batch_upsert", "POST", by_person(401, 403, 200, 200, 200), body=keyed),
    Row("api:deals_batch_update", "POST", with_rights(207, anonymous=401), body=changed_rows),
    Row("api:deals_batch_archive", "POST", with_rights(207, anonymous=401), body=archived_rows),
    Row("api:deals_files", "GET", seeing(anonymous=401), path=api_deal),
    Row("api:deals_files_add", "POST", changing(anonymous=401, fine=415), path=api_deal),
    Row("api:deals_file_content", "GET", seeing(anonymous=401), path=api_deal_file),
    Row("api:deals_file_delete", "DELETE", changing(anonymous=401, fine=204), path=api_deal_file),
    Row("api:deals_use_value", "POST", changing(anonymous=401, fine=200), path=api_deal, body=first_name),
    Row("web:import_words", "GET", ones_own(), path=imported),
    Row("web:import_words", "POST", ones_own(302), path=imported),
    Row("api:deals_history", "GET", seeing(anonymous=401), path=api_deal),
    Row("api:pipelines_index", "GET", with_rights(anonymous=401)),
    Row("api:pipelines_make", "POST", by_person(401, 403, 403, 403, 201), body=named),
    Row("api:pipelines_change", "PUT", by_person(401, 403, 403, 403, 200), path=other_pipeline, body=named),
    Row("api:stages_make", "POST", by_person(401, 403, 403, 403, 201), path=pipeline, body=staged),
    Row("api:stages_change", "PUT", by_person(401, 403, 403, 403, 200), path=a_stage, body=staged),
    Row("api:stages_remove", "DELETE", by_person(401, 403, 403, 403, 204), path=a_stage),
]
