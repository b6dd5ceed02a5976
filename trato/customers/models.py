from trato.customers.activities.models import Activity, Outcome, Participant
from trato.customers.addresses.models import Address
from trato.customers.companies.models import Company, CompanyFields
from trato.customers.consent.models import Consent, PreferenceLink, Purpose, Wording
from trato.customers.contacts.models import Contact, ContactFields
from trato.customers.duplicates.models import Suggestion
from trato.customers.identities.models import Identity
from trato.customers.lists.models import ListMember, StaticList
from trato.customers.merging.models import Merge
from trato.customers.notes.models import Mention, Note
from trato.customers.positions.models import Position
from trato.customers.privacy.models import AccessExport, RetentionRule
from trato.customers.relations.models import ContactRelation, RelationType
from trato.customers.segments.models import Segment, SegmentMember, SegmentSize
from trato.customers.tags.models import Tag, Tagging
from trato.customers.task_templates.models import TaskTemplate, TemplateLine
from trato.customers.tasks.models import Task
from trato.customers.traits.models import Trait, TraitValue

__all__ = [
    "AccessExport",
    "Activity",
    "Address",
    "Company",
    "ContactRelation",
    "CompanyFields",
    "Consent",
    "Contact",
    "ContactFields",
    "Identity",
    "ListMember",
    "Mention",
    "Merge",
    "Note",
    "Outcome",
    "Participant",
    "Position",
    "RelationType",
    "PreferenceLink",
    "Purpose",
    "RetentionRule",
    "Segment",
    "SegmentMember",
    "SegmentSize",
    "StaticList",
    "Suggestion",
    "Tag",
    "Tagging",
    "Task",
    "TaskTemplate",
    "TemplateLine",
    "Trait",
    "TraitValue",
    "Wording",
]
