"""What pipelines add to the rest of the system."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from trato.foundation.public import Contribution, Permission, RestRouter, SettingsLink
from trato.sales.pipelines.events import PipelineChanged

SALES = _("Sales")


def _router() -> Any:
    from trato.sales.pipelines.rest import router

    return router


contributions: list[Contribution] = [
    RestRouter(prefix="/pipelines", router=_router, order=41),
    SettingsLink(
        label=_("Pipelines"),
        says=_("Ways of selling and their stages: how likely, what is needed to enter, how long is too long."),
        url_name="sales:pipelines",
        icon="layout-kanban",
        right="sales.manage_pipelines",
        events=(PipelineChanged.kind,),
        order=70,
    ),
    Permission(
        name="sales.manage_pipelines",
        label=_("Change pipelines and their stages"),
        group=SALES,
        reaches=False,
        order=96,
    ),
]
