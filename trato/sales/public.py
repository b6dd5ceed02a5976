"""What other modules may use from sales."""

from trato.sales.deals.models import Deal, DealContact, StageMove
from trato.sales.deals.use_cases.create import create_deals
from trato.sales.deals.use_cases.trash import restore_deals, trash_deals
from trato.sales.deals.use_cases.update import lose_deals, reopen_deals, update_deals, win_deals
from trato.sales.pipelines.models import Pipeline, Stage
from trato.sales.pipelines.queries import Pipelines, pipelines_now
