"""What exchange rates add to the rest of the system."""

from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from trato.commerce.rates.events import RatesTaken
from trato.commerce.rates.telling import told
from trato.commerce.rates.use_cases import take_rate_file
from trato.foundation.public import Actor, ImportedFile, RestRouter, SettingsLink


def _router() -> Any:
    from trato.commerce.rates.rest import router

    return router


def _take(path: Path, *, by: Actor) -> str:
    return told(take_rate_file(path.read_bytes(), name=path.name, by=by))


contributions = [
    ImportedFile(name="rates", take=_take),
    RestRouter(prefix="/exchange-rates", router=_router, order=68),
    SettingsLink(
        label=_("Exchange rates"),
        says=_("What money of other currencies is worth in yours, day by day, from the European Central Bank's files."),
        url_name="commerce:rates",
        icon="currency-euro",
        right="commerce.manage_prices",
        events=(RatesTaken.kind,),
        order=66,
    ),
]
