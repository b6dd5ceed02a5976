"""What modules use to build JSON endpoints."""

from trato.api.building import api
from trato.api.keys.bearer import ApiRequest
from trato.api.keys.use_cases import create_token
from trato.api.paging.cursors import cursor_of, page, parts_of, unreadable_cursor
from trato.api.paging.moments import Moment
from trato.api.paging.parameters import After, Limit, ListParameters, refuse_unknown
from trato.api.problems.answers import answer, nothing
from trato.api.records.history import add_history
from trato.api.records.preconditions import is_known, refuse_other_versions, refuse_stale, tags_of
from trato.api.records.rest import record_shown, records_router
from trato.api.records.schemas import Paging
