"""What other modules may use from the foundation."""

from trato.foundation.actors.actor import SYSTEM, Actor
from trato.foundation.actors.errors import Conflict, NotAllowed, NotFound
from trato.foundation.actors.queries import ReachQuerySet, reach_sql, refuse_unreachable
from trato.foundation.actors.reach import Reach
from trato.foundation.changes.queries import fields_changed_since, history_of
from trato.foundation.changes.recording import RecordChange, record_changes
from trato.foundation.events.log import Event, publish, publish_all
from trato.foundation.events.models import LoggedEvent
from trato.foundation.events.readers import ReadEvent
from trato.foundation.extensions.contributions import (
    Contribution,
    CustomerPanel,
    NavigationItem,
    Permission,
    Reader,
    RestRouter,
    SampleData,
    StaffPages,
    TimelineKind,
)
from trato.foundation.extensions.kinds import Field, FieldType, Part, RecordKind
from trato.foundation.extensions.registry import UnknownKind, contributions, record_kind, record_kinds
from trato.foundation.installation.models import Installation
from trato.foundation.installation.queries import installation, is_set_up
from trato.foundation.kinds.inserting import SavedRecord, insert_records
from trato.foundation.kinds.models import STANDING, STANDING_SQL, OwnedRecord, list_indexes
from trato.foundation.kinds.preparing import (
    PreparedRow,
    RowsRefused,
    coercion_for,
    fill_team,
    prepare_rows,
    refuse_problems,
)
from trato.foundation.kinds.trashing import restore_records, trash_records
from trato.foundation.kinds.updating import OthersWereFaster, RecordUpdate, lock_records, update_records
from trato.foundation.people.models import Role, Team, User
from trato.foundation.people.queries import names_of, team_names_of
from trato.foundation.search.models import trigram_index
from trato.foundation.use_cases import use_case

__all__ = [
    "STANDING",
    "STANDING_SQL",
    "SYSTEM",
    "Actor",
    "Conflict",
    "Contribution",
    "CustomerPanel",
    "Event",
    "Field",
    "FieldType",
    "Installation",
    "LoggedEvent",
    "NavigationItem",
    "NotAllowed",
    "NotFound",
    "OthersWereFaster",
    "OwnedRecord",
    "Part",
    "Permission",
    "PreparedRow",
    "Reach",
    "ReachQuerySet",
    "ReadEvent",
    "Reader",
    "RecordChange",
    "RecordKind",
    "RecordUpdate",
    "RestRouter",
    "Role",
    "RowsRefused",
    "SampleData",
    "SavedRecord",
    "StaffPages",
    "Team",
    "TimelineKind",
    "UnknownKind",
    "User",
    "coercion_for",
    "contributions",
    "fields_changed_since",
    "fill_team",
    "history_of",
    "insert_records",
    "installation",
    "is_set_up",
    "list_indexes",
    "lock_records",
    "names_of",
    "prepare_rows",
    "publish",
    "publish_all",
    "reach_sql",
    "record_changes",
    "record_kind",
    "record_kinds",
    "refuse_problems",
    "refuse_unreachable",
    "restore_records",
    "team_names_of",
    "trash_records",
    "trigram_index",
    "update_records",
    "use_case",
]
