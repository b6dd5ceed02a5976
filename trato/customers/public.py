"""What other modules may use from customers."""

from trato.customers.activities.models import Activity
from trato.customers.activities.outcomes import outcomes_of
from trato.customers.activities.use_cases.create import create_activities
from trato.customers.activities.use_cases.outcomes import choose_outcomes
from trato.customers.activities.use_cases.remind import remind_of_activities
from trato.customers.activities.use_cases.take_part import join_activity, leave_activity
from trato.customers.activities.use_cases.trash import restore_activities, trash_activities
from trato.customers.activities.use_cases.update import hold_activities, plan_activities_again, update_activities
from trato.customers.companies.events import CompanyChanged, CompanyCreated, CompanyRestored, CompanyTrashed
from trato.customers.companies.models import Company
from trato.customers.companies.use_cases.create import create_companies
from trato.customers.companies.use_cases.trash import restore_companies, trash_companies
from trato.customers.companies.use_cases.update import update_companies
from trato.customers.consent.models import Channel as ConsentChannel
from trato.customers.consent.models import Consent, Purpose, Wording
from trato.customers.consent.models import State as ConsentState
from trato.customers.consent.queries import current_wordings, may_contact, purposes_in_use, standing_of
from trato.customers.consent.use_cases.purposes import archive_purpose, create_purpose, write_wording
from trato.customers.consent.use_cases.record import Statement, record_consents
from trato.customers.contacts.events import ContactChanged, ContactCreated, ContactRestored, ContactTrashed
from trato.customers.contacts.models import Contact
from trato.customers.contacts.queries import contacts_told, members_of, root_of
from trato.customers.contacts.use_cases.create import create_contacts
from trato.customers.contacts.use_cases.trash import restore_contacts, trash_contacts
from trato.customers.contacts.use_cases.update import update_contacts
from trato.customers.lists.models import ListMember, StaticList
from trato.customers.lists.use_cases.create import create_lists
from trato.customers.lists.use_cases.members import add_to_list, remove_from_list
from trato.customers.lists.use_cases.trash import restore_lists, trash_lists
from trato.customers.lists.use_cases.update import update_lists
from trato.customers.merging.models import Merge
from trato.customers.merging.queries import members, of_company, of_contact
from trato.customers.merging.use_cases.merge import merge_companies, merge_contacts
from trato.customers.merging.use_cases.unmerge import unmerge_companies, unmerge_contacts
from trato.customers.notes.models import Note
from trato.customers.notes.use_cases import change_note, delete_note, write_note
from trato.customers.privacy.use_cases.erase import erase_contact
from trato.customers.relations.models import ContactRelation, RelationType
from trato.customers.relations.queries import relation_types, relations_about
from trato.customers.relations.use_cases.relate import change_relation, relate_again, relate_contacts, unrelate_contacts
from trato.customers.relations.use_cases.types import choose_relation_types
from trato.customers.seeding.indexes import build_missing_indexes, indexes_set_aside
from trato.customers.seeding.use_cases import keys_trusted
from trato.customers.segments.models import Segment, SegmentMember, SegmentSize
from trato.customers.segments.recounting import recount
from trato.customers.segments.use_cases.create import create_segments
from trato.customers.segments.use_cases.follow import follow_clock
from trato.customers.segments.use_cases.rules import change_rules
from trato.customers.segments.use_cases.trash import restore_segments, trash_segments
from trato.customers.segments.use_cases.update import update_segments
from trato.customers.shared_fields import shared_fields
from trato.customers.tags.part import TagsPart
from trato.customers.task_templates.models import TaskTemplate
from trato.customers.task_templates.use_cases import apply_template, delete_template, save_template
from trato.customers.tasks.models import Task
from trato.customers.tasks.use_cases.create import create_tasks
from trato.customers.tasks.use_cases.remind import remind_of_tasks
from trato.customers.tasks.use_cases.trash import restore_tasks, trash_tasks
from trato.customers.tasks.use_cases.update import complete_tasks, reopen_tasks, update_tasks
from trato.customers.timeline.queries import story_about, story_of_company, story_of_contact
from trato.customers.timeline.talk import talk_about
from trato.customers.traits.models import Trait, TraitValue
from trato.customers.traits.use_cases.define import define_trait
from trato.customers.traits.use_cases.record import Scored, record_traits
