"""Pipedrive: a deal stays in its stage when it is won or lost; a column of its own says so."""

from trato.sales.moving_in.systems.outcomes import Deals

_COLUMNS = {
    "id": "external_id",
    "title": "name",
    "value": "amount",
    "pipeline": "pipeline",
    "owner": "owner",
    "organization": "company",
    "organization id": "company.external_id",
    "contact person": "contact",
    "person": "contact",
    "contact person id": "contact.external_id",
    "person id": "contact.external_id",
    "expected close date": "close_on",
    "deal created": "begun_on",
    "add time": "begun_on",
    "lost reason": "lost_reason",
    "next activity date": "next_step_on",
    "label": "tags",
    "status": "",
    "probability": "",
    "weighted value": "",
    "won time": "",
    "lost time": "",
    "deal closed on": "",
    "update time": "",
}
_BOTH = ("deal ", "")

FILES = Deals(
    system="pipedrive",
    headers=[("deal title", "deal id"), ("deal title", "deal stage"), ("title", "value", "stage", "status")],
    columns={f"{of}{name}": field for of in _BOTH for name, field in _COLUMNS.items()},
    stages=tuple(f"{of}stage" for of in _BOTH),
    won={f"{of}status": ("won",) for of in _BOTH},
    lost={f"{of}status": ("lost",) for of in _BOTH},
    currencies=tuple(f"{of}{name}" for of in _BOTH for name in ("currency of value", "currency", "value currency")),
    but={f"{of}status": ("deleted",) for of in _BOTH},
).files()
