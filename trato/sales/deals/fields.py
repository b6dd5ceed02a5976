"""The fields of a deal."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from trato.foundation.public import Field, FieldType, referred_sql
from trato.sales.deals.likeness import alike_products
from trato.sales.deals.models import FORECAST_CATEGORIES
from trato.sales.deals.related_fields import RELATED
from trato.sales.lines.fields import LINE_FIELDS
from trato.sales.pipelines.models import STATES
from trato.sales.pipelines.queries import (
    ARCHIVED_PIPELINES,
    ARCHIVED_STAGES,
    PIPELINES,
    STAGES,
    checklist_items,
)
from trato.sales.pipelines.use_cases.stages import make_stages

DEAL = _("Deal")
PROGRESS = _("Progress")
OUTCOME = _("Outcome")

_MONEY = {
    name: f"""(case when r.{name} is not null then
  json_build_object('amount', r.{name}::text, 'currency', r.{name}_currency) end)"""
    for name in ("amount", "base_amount")
}
_CHECKS = "(select coalesce(json_agg(k.name order by k.id), '[]') from sales_dealcheck k where k.deal_id = r.id)"

WHAT = [
    Field(
        name="name",
        label=_("Deal"),
        type=FieldType.TEXT,
        sql="r.name",
        column="name",
        section=DEAL,
        sortable=True,
        sort_sql="r.sort_key",
        searchable=True,
        listed=True,
        quick=True,
        warehouse="name",
        help=_("Without a name it is called after the company."),
        also=("deal name", "opportunity", "opportunity name", "title", "subject", "nombre del negocio", "oportunidad"),
    ),
    Field(
        name="stage",
        label=_("Stage"),
        type=FieldType.CHOICE,
        choices=STAGES,
        gone_choices=ARCHIVED_STAGES,
        sql="r.stage_id",
        column="stage_id",
        section=DEAL,
        listed=True,
        quick=True,
        make_choices=make_stages,
        making="sales.manage_pipelines",
        warehouse="stage",
        also=("deal stage", "sales stage", "stage name", "opportunity stage", "etapa", "etapa del negocio"),
    ),
    Field(
        name="pipeline",
        label=_("Pipeline"),
        type=FieldType.CHOICE,
        choices=PIPELINES,
        gone_choices=ARCHIVED_PIPELINES,
        sql="r.pipeline_id",
        column="pipeline_id",
        section=DEAL,
        warehouse="pipeline",
        also=("deal pipeline", "sales process", "embudo"),
    ),
    Field(
        name="state",
        label=_("State"),
        type=FieldType.CHOICE,
        choices=STATES,
        sql="r.state",
        column="state",
        section=DEAL,
        importable=False,
        editable=False,
        warehouse="state",
    ),
    Field(
        name="amount",
        label=_("Amount"),
        type=FieldType.MONEY,
        sql=_MONEY["amount"],
        column="amount",
        section=DEAL,
        sortable=True,
        sort_sql="r.amount",
        listed=True,
        quick=True,
        icon="coin",
        warehouse="amount",
        also=("deal amount", "value", "deal value", "close value", "close_value", "importe", "valor"),
    ),
    Field(
        name="company",
        label=_("Company"),
        type=FieldType.REFERENCE,
        refers_to="company",
        pointed_from=_("Deals"),
        sql=referred_sql("customers_company", "company_id"),
        column="company_id",
        section=DEAL,
        listed=True,
        quick=True,
        icon="building",
        also=("account", "account name", "company name", "associated company", "organization", "empresa"),
    ),
    Field(
        name="contact",
        label=_("Contact"),
        type=FieldType.REFERENCE,
        refers_to="contact",
        pointed_from=_("Deals"),
        sql=referred_sql("customers_contact", "contact_id"),
        column="contact_id",
        section=DEAL,
        quick=True,
        icon="users",
        also=("contact name", "primary contact", "associated contact", "contacto"),
    ),
]

PROGRESSING = [
    Field(
        name="close_on",
        label=_("Closes on"),
        type=FieldType.DAY,
        sql="r.close_on",
        column="close_on",
        section=PROGRESS,
        sortable=True,
        sort_sql="r.close_on",
        listed=True,
        quick=True,
        icon="calendar",
        warehouse="close_on",
        help=_("The day on which it is expected to close; of a closed deal, the day on which it did."),
        also=("close date", "close_date", "closing date", "expected close date", "fecha de cierre"),
    ),
    Field(
        name="probability",
        label=_("Probability in percent"),
        type=FieldType.NUMBER,
        sql="r.probability",
        column="probability",
        section=PROGRESS,
        warehouse="probability",
        help=_("Only when it is another than that of the stage."),
        also=("probability", "probability (%)", "win probability", "probabilidad"),
    ),
    Field(
        name="forecast_category",
        label=_("Forecast category"),
        type=FieldType.CHOICE,
        choices=FORECAST_CATEGORIES,
        sql="r.forecast_category",
        column="forecast_category",
        section=PROGRESS,
        warehouse="forecast_category",
        help=_("Without one: a commit from 80 percent, a best case from 50 percent, else in the pipeline."),
        also=("forecast category", "forecast category name", "categoría de pronóstico"),
    ),
    Field(
        name="begun_on",
        label=_("Begun on"),
        type=FieldType.DAY,
        sql="r.begun_on",
        column="begun_on",
        section=PROGRESS,
        sortable=True,
        sort_sql="r.begun_on",
        warehouse="begun_on",
        also=("engage date", "engage_date", "start date", "begin date", "created on", "fecha de inicio"),
    ),
    Field(
        name="next_step",
        label=_("Next step"),
        type=FieldType.TEXT,
        sql="r.next_step",
        column="next_step",
        section=PROGRESS,
        searchable=True,
        listed=True,
        also=("next activity", "próximo paso"),
    ),
    Field(
        name="next_step_on",
        label=_("Next step on"),
        type=FieldType.DAY,
        sql="r.next_step_on",
        column="next_step_on",
        section=PROGRESS,
        sortable=True,
        sort_sql="r.next_step_on",
        also=("next activity date", "next step date"),
    ),
    Field(
        name="checks",
        label=_("Checked"),
        type=FieldType.TAGS,
        sql=_CHECKS,
        part="checks",
        section=PROGRESS,
        suggest=checklist_items,
        importable=False,
        help=_("Items of the checklists of stages."),
    ),
    Field(
        name="stage_since",
        label=_("In its stage since"),
        type=FieldType.MOMENT,
        sql="r.stage_since",
        column="stage_since",
        section=PROGRESS,
        importable=False,
        editable=False,
        warehouse="stage_since",
    ),
]

OUTCOMES = [
    Field(
        name="lost_reason",
        label=_("Lost because"),
        type=FieldType.TEXT,
        sql="r.lost_reason",
        column="lost_reason",
        section=OUTCOME,
        warehouse="lost_reason",
        also=("lost reason", "closed lost reason", "loss reason", "motivo de pérdida"),
    ),
    Field(
        name="competitor",
        label=_("Competitor"),
        type=FieldType.TEXT,
        sql="r.competitor",
        column="competitor",
        section=OUTCOME,
        searchable=True,
        warehouse="competitor",
        also=("competitors", "main competitor", "competidor"),
    ),
    Field(
        name="base_amount",
        label=_("Amount in our currency"),
        type=FieldType.MONEY,
        sql=_MONEY["base_amount"],
        column="base_amount",
        section=OUTCOME,
        importable=False,
        editable=False,
        warehouse="base_amount",
        help=_("At the rate of the day on which it closes. Empty while no rate is known."),
    ),
    Field(
        name="closed_at",
        label=_("Closed"),
        type=FieldType.MOMENT,
        sql="r.closed_at",
        column="closed_at",
        section=OUTCOME,
        importable=False,
        editable=False,
        warehouse="closed_at",
    ),
]

LINES = [replace(spec, alike=alike_products) if spec.name == "product" else spec for spec in LINE_FIELDS]
FIELDS = [*WHAT, *LINES, *PROGRESSING, *OUTCOMES, *RELATED]
# Nobody writes them: they follow from the others.
DERIVED = ("base_amount", "stage_since", "closed_at")
