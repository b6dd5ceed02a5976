"""Rows of bringing colleagues in by a file."""

from tests.rights.answers import Row, administrators

ROWS = [
    Row("web:people_file", "GET", administrators()),
    Row("web:people_file", "POST", administrators(422)),
]
