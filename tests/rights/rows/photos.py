"""Rows of the photo of a record, which is one of its files."""

from tests.rights.answers import Row, changing
from tests.rights.rows.files import file

ROWS = [
    Row("web:record_file_photo", "POST", changing(), file),
    Row("web:record_file_photo_off", "POST", changing(), file),
]
