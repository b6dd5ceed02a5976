"""What modules above may use of the staff pages."""

from trato.web.change_sets.answering import answered
from trato.web.change_sets.telling import said_stored
from trato.web.components.moments import our_locale
from trato.web.components.templatetags.components import colleague, icon
from trato.web.creating.forms import field_of
from trato.web.creating.once import once
from trato.web.lists.answering import told_only
from trato.web.people.requests import StaffRequest, staff_page
from trato.web.people.trying import status_of, tried
from trato.web.records.queries import OpenRecord, colleagues, fields_seen_by, open_record
from trato.web.records.retelling import repanelled, retold
from trato.web.records.values import Shown, shown
from trato.web.rules.builder import Builder, builder_of
from trato.web.rules.telling import ToldRule, told_rules
from trato.web.shell.toasts import say
