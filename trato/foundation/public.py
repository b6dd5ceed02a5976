"""What other modules may use from the foundation."""

from trato.foundation.actors.actor import SYSTEM, Actor
from trato.foundation.actors.errors import Conflict, NotAllowed, NotFound
from trato.foundation.actors.queries import ReachQuerySet, reach_sql, refuse_unreachable
from trato.foundation.actors.reach import Reach
from trato.foundation.changes.models import Change, ChangeSet
from trato.foundation.changes.queries import fields_changed_since, history_of, labels_of_change_sets
from trato.foundation.changes.recording import RecordChange, record_changes
from trato.foundation.events.log import Event, publish, publish_all
from trato.foundation.events.models import LoggedEvent
from trato.foundation.events.partitions import make_partitions
from trato.foundation.events.queries import FedEvent, feed_after, told_to
from trato.foundation.events.queries import Position as FeedPosition
from trato.foundation.events.readers import ReadEvent, run_readers
from trato.foundation.extensions.contributions import (
    Contribution,
    CustomerPanel,
    NavigationItem,
    Permission,
    Reader,
    RecordStory,
    RestRouter,
    SampleData,
    StaffPages,
    TimelineKind,
)
from trato.foundation.extensions.kinds import Field, FieldType, Part, RecordKind
from trato.foundation.extensions.registry import UnknownKind, contributions, record_kind, record_kinds
from trato.foundation.imports.columns import importable_fields
from trato.foundation.imports.error_file import error_file
from trato.foundation.imports.models import Import, ImportLink, Rule
from trato.foundation.imports.queries import (
    Progress,
    import_of,
    keys_of_import,
    progress_of,
    recent_imports,
    samples_of,
)
from trato.foundation.imports.recognising import ENCODINGS, SEPARATORS
from trato.foundation.imports.use_cases.choose import choose_columns, choose_matching, choose_reading
from trato.foundation.imports.use_cases.preview import PREVIEW_ROWS, preview_import
from trato.foundation.imports.use_cases.run import run_import, stop_import
from trato.foundation.imports.use_cases.start import start_import
from trato.foundation.installation.errors import LinkRefused
from trato.foundation.installation.facts import CompanyFacts
from trato.foundation.installation.models import FirstRunLink, Installation
from trato.foundation.installation.queries import first_run_link, installation, is_set_up
from trato.foundation.installation.schema import bring_up_to_date
from trato.foundation.installation.use_cases import (
    AdministratorFacts,
    change_installation,
    create_installation,
    make_first_run_link,
    set_up,
)
from trato.foundation.kinds.conditions import FieldUnknown, Filter, filterable_fields, filters_from
from trato.foundation.kinds.cursors import CursorRefused
from trato.foundation.kinds.explaining import explained
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
from trato.foundation.kinds.reading import (
    Page,
    count_up_to,
    keep_out_of_sight,
    read_page,
    read_records,
    sortable_fields,
)
from trato.foundation.kinds.searching import search_records
from trato.foundation.kinds.trashing import restore_records, trash_records
from trato.foundation.kinds.updating import OthersWereFaster, RecordUpdate, lock_records, update_records
from trato.foundation.notifications.errors import MailNotSent
from trato.foundation.notifications.queries import mail_is_set_up
from trato.foundation.notifications.use_cases import (
    ask_for_password_link,
    mail_confirmation,
    mail_invitation,
    mail_password_link,
)
from trato.foundation.people.links import MailedLinkTokens, password_link, was_mailed
from trato.foundation.people.models import Role, Team, Theme, User
from trato.foundation.people.queries import has_confirmed_address, names_of, team_names_of, team_tree
from trato.foundation.people.recording import record_and_publish
from trato.foundation.people.rights import limitable_fields, permissions_by_group
from trato.foundation.people.use_cases.built_in_roles import create_built_in_roles
from trato.foundation.people.use_cases.change_user import change_user
from trato.foundation.people.use_cases.deactivate_user import deactivate_user, reactivate_user
from trato.foundation.people.use_cases.invite_user import invite_user
from trato.foundation.people.use_cases.make_password_link import make_password_link
from trato.foundation.people.use_cases.own_account import (
    choose_password,
    confirm_address,
    record_sign_in,
    set_preferences,
)
from trato.foundation.people.use_cases.roles import change_role, create_role, delete_role
from trato.foundation.people.use_cases.teams import change_team, create_team, delete_team
from trato.foundation.realtime.stream import Realtime
from trato.foundation.realtime.topics import list_topic, opened_ticket, record_topic, signed_ticket
from trato.foundation.samples.errors import SampleDataRefused
from trato.foundation.samples.history import Dated, date_back, forget_history
from trato.foundation.samples.use_cases import load_sample_data, remove_sample_data
from trato.foundation.search.models import SearchWord, trigram_index
from trato.foundation.use_cases import use_case
