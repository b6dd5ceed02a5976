"""What other modules may use from exports."""

from trato.foundation.exports.cards import VERSIONS as CARD_VERSIONS
from trato.foundation.exports.cards import has_cards
from trato.foundation.exports.contents import Contents, count_export
from trato.foundation.exports.errors import ExportNotReady, ExportRefused
from trato.foundation.exports.files import FILE_TYPES
from trato.foundation.exports.models import Export, ExportState, Format
from trato.foundation.exports.queries import export_of, export_progress, file_of, kept_until, recent_exports
from trato.foundation.exports.running import export_now, run_export_to_the_end, write_contents
from trato.foundation.exports.use_cases import LARGE, delete_export, start_export, stop_export
from trato.foundation.exports.wishes import Wish, exportable_fields
from trato.foundation.exports.writing import CsvFile
