"""What other modules may use from the foundation."""

from trato.foundation.actors.actor import SYSTEM, Actor
from trato.foundation.actors.errors import Conflict, Gone, NotAllowed, NotFound
from trato.foundation.actors.queries import ReachQuerySet, reach_sql, refuse_people, refuse_unreachable
from trato.foundation.actors.reach import Reach
from trato.foundation.change_sets.acts import ACTS, Act, merging_of, open_acts
from trato.foundation.change_sets.errors import ChangeSetRefused, SelectionRefused
from trato.foundation.change_sets.queries import (
    act_label,
    change_set_of,
    change_sets_before,
    changes_in,
    count_changed,
    is_undone,
    latest_undo,
    progress_of_set,
    refusals_of,
    why_not_undone,
)
from trato.foundation.change_sets.running import carry_out, run_to_the_end, undo
from trato.foundation.change_sets.undoing import values_of
from trato.foundation.change_sets.use_cases.choose import give_values, start_change_set
from trato.foundation.change_sets.use_cases.preview import SetPreview, preview_change_set, preview_undo
from trato.foundation.change_sets.use_cases.run import stop_change_set
from trato.foundation.changes.models import Change, ChangeSet, ChangeSetRefusal, SetState
from trato.foundation.changes.queries import fields_changed_since, history_of, labels_of_change_sets, names_of_sources
from trato.foundation.changes.recording import RecordChange, record_changes
from trato.foundation.copies.queries import refuse_half_a_home
from trato.foundation.erasure.models import ErasedRecord, Erasure, ErasureState, Why
from trato.foundation.erasure.outside import Line as ErasureLine
from trato.foundation.erasure.outside import add_line, digest_of, list_path
from trato.foundation.erasure.outside import lines as erasure_lines
from trato.foundation.erasure.queries import Held, held_about, personal_data_of, refuse_erased, removed_by
from trato.foundation.erasure.running import replay, run_erasure_to_the_end
from trato.foundation.erasure.traces import around_erase
from trato.foundation.erasure.use_cases.erase import begin_erasure, erase_piece
from trato.foundation.events.log import Event, publish, publish_all
from trato.foundation.events.models import LoggedEvent
from trato.foundation.events.partitions import make_partitions
from trato.foundation.events.queries import FedEvent, feed_after, told_to
from trato.foundation.events.queries import Position as FeedPosition
from trato.foundation.events.reader_states import BlockingSession, ReaderState, blocking_session, reader_states
from trato.foundation.events.readers import ReadEvent, run_readers
from trato.foundation.events.use_cases import retry_reader
from trato.foundation.extensions.asking import BulkAct, FromFilters, ListFilter, RuleInput, RuleKind
from trato.foundation.extensions.besides import BesideRow, CardValue, KeptBeside
from trato.foundation.extensions.contributions import (
    EVERY_EVENT,
    Contribution,
    CustomerPanel,
    ImportedFile,
    JobKind,
    LikelyDuplicates,
    MadeFields,
    Merging,
    NavigationItem,
    NotificationKind,
    Permission,
    Pointing,
    Reader,
    RecordStory,
    RestRouter,
    SampleData,
    SettingsLink,
    StaffPages,
    StoryFilter,
    TimelineGroup,
    TimelineKind,
)
from trato.foundation.extensions.helping import HelpPage
from trato.foundation.extensions.importing import PEOPLE, FileKind, FindsTwins, ForeignFile, ForeignSystem, ImportedRows
from trato.foundation.extensions.kinds import Field, FieldType, Look, Part, RecordAct, RecordKind
from trato.foundation.extensions.leaving import CardLayout, StaysBehind
from trato.foundation.extensions.live_choices import LiveChoices
from trato.foundation.extensions.measuring import BenchWorks, GeneratedRecords, Say
from trato.foundation.extensions.persons import Erasable, PersonalData, Subject
from trato.foundation.extensions.registry import (
    UnknownKind,
    ask_anew,
    asked_beside,
    asked_once,
    contributions,
    declared_kind,
    declared_kinds,
    importable_kind,
    importable_kinds,
    record_kind,
    record_kinds,
)
from trato.foundation.extensions.talking import DayPart, KindFields, ReadyView, SourceNames, TalkedAbout
from trato.foundation.files.errors import FileRefused as StoredFileRefused
from trato.foundation.files.errors import FileTooLarge
from trato.foundation.files.events import FileAdded, FileRemoved, FileRestored, PhotoChosen, PhotoTakenOff
from trato.foundation.files.keeping import content_of, incoming_folder, path_of
from trato.foundation.files.models import StoredFile
from trato.foundation.files.queries import file_seen_by, files_of, has_photos, photo_of, records_with_files
from trato.foundation.files.receiving import Receipt, ReceivedFile, begin_receiving
from trato.foundation.files.use_cases.keep import add_files, refuse_uneditable, remove_file, restore_file, sweep_files
from trato.foundation.files.use_cases.photos import choose_photo, take_photo_off
from trato.foundation.imports.encodings import ENCODINGS
from trato.foundation.imports.error_file import error_file
from trato.foundation.imports.errors import FileRefused
from trato.foundation.imports.formats import FORMATS
from trato.foundation.imports.kept_rows import Arrived
from trato.foundation.imports.mappings import is_own_mapping, mapping_fits, mappings_of
from trato.foundation.imports.models import Empty, Import, ImportLink, ImportMapping, Rule
from trato.foundation.imports.queries import (
    ColumnView,
    arrived_as,
    columns_of,
    import_of,
    keys_of_import,
    progress_of,
    recent_imports,
)
from trato.foundation.imports.reading import Row as FileRow
from trato.foundation.imports.reading import Table as FileTable
from trato.foundation.imports.recognising import QUOTES, SEPARATORS, recognise
from trato.foundation.imports.safe_cells import defused
from trato.foundation.imports.systems import system_label
from trato.foundation.imports.targets import importable_fields, takes_several
from trato.foundation.imports.use_cases.choose import choose_columns, choose_mapping, choose_matching, choose_reading
from trato.foundation.imports.use_cases.mappings import forget_mapping, keep_mapping
from trato.foundation.imports.use_cases.preview import PREVIEW_ROWS, preview_import
from trato.foundation.imports.use_cases.run import run_import, stop_import
from trato.foundation.imports.use_cases.start import Reading, start_import
from trato.foundation.imports.use_cases.words import MAKE, choose_words
from trato.foundation.imports.words import NewWord, new_words
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
from trato.foundation.jobs.leaving import step_aside_if_leaving
from trato.foundation.jobs.progress import Progress
from trato.foundation.jobs.queries import (
    JobState,
    Schedule,
    job_counts,
    jobs_in,
    label_of_task,
    schedules,
    workers_alive,
)
from trato.foundation.jobs.retrying import LONG, PATIENTLY
from trato.foundation.jobs.use_cases.mend import cancel_job, retry_job
from trato.foundation.kinds.arrivals import arrived_since
from trato.foundation.kinds.attempting import attempt
from trato.foundation.kinds.clusters import find_anew, merged_into
from trato.foundation.kinds.conditions import (
    FieldUnknown,
    Filter,
    filterable_fields,
    filters_from,
    operators_for,
    other_filters,
)
from trato.foundation.kinds.counting import Count, count_about, count_up_to
from trato.foundation.kinds.cursors import CursorRefused
from trato.foundation.kinds.explaining import explained
from trato.foundation.kinds.finding import naming_fields, records_by_key, records_called
from trato.foundation.kinds.grouping import (
    MOST_GROUPS,
    Day,
    Group,
    dated_fields,
    groupable_fields,
    read_days,
    read_groups,
)
from trato.foundation.kinds.inserting import SavedRecord, insert_records
from trato.foundation.kinds.joining import alone as alone_sql
from trato.foundation.kinds.joining import told as told_sql
from trato.foundation.kinds.linking import link_references
from trato.foundation.kinds.locking import Current, columns_held, current_of, lock_records
from trato.foundation.kinds.models import (
    STANDING,
    STANDING_SQL,
    OwnedRecord,
    filter_indexes,
    list_indexes,
    trash_indexes,
)
from trato.foundation.kinds.neighbours import neighbour
from trato.foundation.kinds.operators import start_of, today_of
from trato.foundation.kinds.origins import is_told_in, value_in
from trato.foundation.kinds.preparing import (
    PreparedRow,
    RowsRefused,
    StoredValues,
    TwinRefused,
    coercion_for,
    fill_team,
    prepare_rows,
    reading_once,
    refuse_problems,
)
from trato.foundation.kinds.reading import Page, keep_out_of_sight, read_page, read_records, sortable_fields
from trato.foundation.kinds.searching import search_records
from trato.foundation.kinds.seeing import referred_sql, seen_sql
from trato.foundation.kinds.stopping import TookTooLong, stopped_after, was_stopped
from trato.foundation.kinds.trashed import Trashed, trashed_records
from trato.foundation.kinds.trashing import restore_records, trash_records
from trato.foundation.kinds.updating import OthersWereFaster, RecordUpdate, update_records, write_updates
from trato.foundation.notifications.errors import ChoiceRefused, MailNotSent
from trato.foundation.notifications.models import Notification
from trato.foundation.notifications.queries import (
    Channels,
    Told,
    bell_topic,
    mail_is_set_up,
    news_of,
    own_channels,
    tell_change_sets,
    tell_imports,
    tell_records,
    unread_count,
)
from trato.foundation.notifications.subscribers import (
    ASSIGNED,
    CHANGE_SET_FINISHED,
    IMPORT_FINISHED,
    tell_new_owners,
    tell_who_brought_a_file_in,
    tell_who_changed_many,
)
from trato.foundation.notifications.use_cases import (
    ask_for_password_link,
    mail_confirmation,
    mail_invitation,
    mail_password_link,
)
from trato.foundation.notifications.use_cases.choose import choose_notifications
from trato.foundation.notifications.use_cases.notify import Notice, notify
from trato.foundation.notifications.use_cases.read import mark_read
from trato.foundation.people.links import MailedLinkTokens, password_link, was_mailed
from trato.foundation.people.models import STANDING as STANDING_OF_PERSON
from trato.foundation.people.models import Role, Team, Theme, User
from trato.foundation.people.placeholders import is_placeholder, shown_address
from trato.foundation.people.queries import has_confirmed_address, names_of, team_names_of, team_tree
from trato.foundation.people.recording import record_and_publish
from trato.foundation.people.rights import limitable_fields, permissions_by_group
from trato.foundation.people.use_cases.built_in_roles import create_built_in_roles
from trato.foundation.people.use_cases.change_user import change_user
from trato.foundation.people.use_cases.deactivate_user import deactivate_user, reactivate_user
from trato.foundation.people.use_cases.invite_user import invite_user
from trato.foundation.people.use_cases.limits import limit_field, limit_of
from trato.foundation.people.use_cases.make_password_link import make_password_link
from trato.foundation.people.use_cases.own_account import (
    choose_password,
    confirm_address,
    record_sign_in,
    set_preferences,
)
from trato.foundation.people.use_cases.roles import change_role, create_role, delete_role
from trato.foundation.people.use_cases.teams import change_team, create_team, delete_team
from trato.foundation.people_files.queries import Planned, counted, plan_people
from trato.foundation.people_files.reading import PersonRow, read_people
from trato.foundation.people_files.use_cases import BroughtIn, bring_people_in, take_people_file
from trato.foundation.realtime.stream import Realtime
from trato.foundation.realtime.topics import MOST_TOPICS, list_topic, opened_ticket, record_topic, signed_ticket
from trato.foundation.rules.compiling import compiled, condition_of, rule_kinds, walk
from trato.foundation.rules.counting import count_soon
from trato.foundation.rules.errors import RuleRefused
from trato.foundation.rules.errors import refused as rule_refused
from trato.foundation.rules.filters import RULES, RULES_FILTER, compact, filter_by_rules, rules_from
from trato.foundation.rules.leaves import Asking, Compiled, Leaf
from trato.foundation.rules.reasons import Reason, reasons_of
from trato.foundation.rules.relations import relations_of
from trato.foundation.rules.translating import tree_of
from trato.foundation.samples.errors import SampleDataRefused
from trato.foundation.samples.history import Dated, date_back, forget_history
from trato.foundation.samples.use_cases import load_sample_data, remove_sample_data
from trato.foundation.search.models import SearchTerm, SearchWord, trigram_index
from trato.foundation.search.queries import Condition, all_of
from trato.foundation.search.queries import any_of as any_condition
from trato.foundation.search.words import forget_words_for_good, learn_all_terms
from trato.foundation.use_cases import use_case
from trato.foundation.views.errors import ViewRefused
from trato.foundation.views.models import SHARE_VIEWS, Audience, SavedView
from trato.foundation.views.queries import default_views, is_first, teams_to_share_with, views_of
from trato.foundation.views.recording import seen_view
from trato.foundation.views.use_cases.change import change_view, move_view, save_view
from trato.foundation.views.use_cases.choose_default import choose_default_view
from trato.foundation.views.use_cases.create import create_view, duplicate_view
from trato.foundation.views.use_cases.delete import delete_view, restore_view
