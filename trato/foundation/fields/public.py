"""What other modules may use from the fields that people make."""

from trato.foundation.fields.errors import FieldRefused, FormulaRefused
from trato.foundation.fields.facts import FieldFacts, OptionFacts
from trato.foundation.fields.indexing import may_be_indexed, why_not_indexed
from trato.foundation.fields.models import CustomField, FieldOption, IndexState
from trato.foundation.fields.queries import (
    count_values,
    extensible_kinds,
    fields_of_kind,
    fields_version,
    formulas_using,
    made_field,
    made_fields,
    stages_of,
)
from trato.foundation.fields.slow import fields_in, slow_fields
from trato.foundation.fields.types import CHOOSING, COLOURS, FORMULA, SEARCHABLE, TYPES, MadeType
from trato.foundation.fields.use_cases.archive import archive_field, drop_field, unarchive_field
from trato.foundation.fields.use_cases.change import change_field, order_fields
from trato.foundation.fields.use_cases.changing import take_turn, tell_processes
from trato.foundation.fields.use_cases.index import index_field, make_index_so
from trato.foundation.fields.use_cases.make import make_field
