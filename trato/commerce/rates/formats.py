"""Files of exchange rates as the European Central Bank gives them: CSV, the same in a ZIP, and XML.

A file is read whole and refused whole: half a file of rates would make numbers that nobody can explain.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _

from trato.commerce.rates.errors import RatesRefused
from trato.kit.clock import now
from trato.kit.money import currencies

MOST_BYTES = 32 * 1024 * 1024  # the whole history since 1999 is a tenth of it
MOST_RATES = 500_000
EURO = "EUR"
EARLIEST = date(1900, 1, 1)
NOTHING = {"", "N/A"}

_RATE = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,10})?")
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of the currency for one euro."""

    currency: str
    day: date
    per_euro: Decimal


def read_rates(content: bytes) -> list[Rate]:
    """In order of day and currency. What the file is, its first bytes say, not its name."""
    if len(content) > MOST_BYTES:
        raise RatesRefused(_("This file is too large for a file of exchange rates."), field="file")
    if content.startswith(b"PK"):
        content = _unpacked(content)
    is_xml = content.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")
    found = _Found()
    (_read_xml if is_xml else _read_csv)(content, found.add)
    if not found.rates:
        raise RatesRefused(_("There is no exchange rate in this file."), field="file")
    return [Rate(currency, day, rate) for (day, currency), rate in sorted(found.rates.items())]


class _Found:
    """What was read so far, each rate checked where it stands."""

    def __init__(self) -> None:
        self.rates: dict[tuple[date, str], Decimal] = {}
        self.latest = now().date() + timedelta(days=1)  # it is tomorrow already in the east

    def add(self, day: date, currency: str, written: str, line: int) -> None:
        written = written.strip()
        if written in NOTHING or currency == EURO:
            return
        if not _RATE.fullmatch(written) or not (rate := Decimal(written)):
            message = _("Line %(line)s: “%(rate)s” is no exchange rate of %(currency)s.")
            raise _refused(message, line=line, rate=written[:40], currency=currency)
        if not EARLIEST <= day <= self.latest:
            raise _refused(_("Line %(line)s: %(day)s is no day of which a rate can be known."), line=line, day=day)
        if self.rates.setdefault((day, currency), rate) != rate:
            message = _("Line %(line)s: %(currency)s has two rates on %(day)s.")
            raise _refused(message, line=line, currency=currency, day=day)
        if len(self.rates) > MOST_RATES:
            raise RatesRefused(_("This file is too large for a file of exchange rates."), field="file")


Add = Callable[[date, str, str, int], None]


def _refused(message: str, **params: object) -> RatesRefused:
    return RatesRefused(message % params, field="file")


def _unpacked(content: bytes) -> bytes:
    """The one file of the archive. No more than its bound is ever unpacked, whatever the archive says of itself."""
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            names = [each for each in archive.infolist() if each.filename.lower().endswith((".csv", ".xml"))]
            if len(names) != 1:
                raise RatesRefused(_("A ZIP of exchange rates holds one CSV or XML file; this one does not."))
            with archive.open(names[0]) as file:
                unpacked = file.read(MOST_BYTES + 1)
    except (BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError) as broken:
        raise RatesRefused(_("This ZIP file is damaged or locked with a password."), field="file") from broken
    if len(unpacked) > MOST_BYTES:
        raise RatesRefused(_("This file is too large for a file of exchange rates."), field="file")
    return unpacked


def _read_csv(content: bytes, add: Add) -> None:
    """Date,USD,JPY,… with a day on each line and N/A where there was no rate."""
    try:
        rows = csv.reader(io.StringIO(content.decode("utf-8-sig")), strict=True)
        header = next(rows, [])
        columns = _columns(header)
        for row in rows:
            _read_line(row, columns, rows.line_num, add)
    except (UnicodeDecodeError, csv.Error) as broken:
        raise RatesRefused(_("This is neither a CSV nor an XML file of exchange rates."), field="file") from broken


def _columns(header: Sequence[str]) -> dict[int, str]:
    names = [name.strip() for name in header]
    if not names or names[0].casefold() != "date":
        raise RatesRefused(
            _("A file of exchange rates begins with a line such as Date,USD,JPY. This one does not."), field="file"
        )
    columns = {place: name for place, name in enumerate(names) if place and name}
    for name in columns.values():
        _refuse_unknown(name, 1)
    if len(set(columns.values())) < len(columns):
        raise RatesRefused(_("A currency stands twice in the first line of this file."), field="file")
    return columns


def _read_line(row: Sequence[str], columns: dict[int, str], line: int, add: Add) -> None:
    if not any(cell.strip() for cell in row):
        return
    day = _day(row[0].strip(), line)
    for place, currency in columns.items():
        if place < len(row):
            add(day, currency, row[place], line)


def _refuse_unknown(currency: str, line: int) -> None:
    if currency not in currencies():
        raise _refused(_("Line %(line)s: there is no currency “%(name)s”."), line=line, name=currency[:20])


def _day(written: str, line: int) -> date:
    """As in the history (2025-11-21), or as in the file of one day (21 November 2025)."""
    try:
        if _ISO_DAY.fullmatch(written):
            return date.fromisoformat(written)
        return datetime.strptime(written, "%d %B %Y").date()  # noqa: DTZ007  # a day has no zone
    except ValueError as no_day:
        raise _refused(_("Line %(line)s: “%(day)s” is no day."), line=line, day=written[:40]) from no_day


def _read_xml(content: bytes, add: Add) -> None:
    """Cubes: one with a time around those with a currency and a rate.

    Nothing is resolved or fetched: a file that declares anything (entities that blow up) is refused where it does.
    """
    parser = expat.ParserCreate()
    days: list[date] = []

    def begin(name: str, given: dict[str, str]) -> None:
        if name.rpartition(":")[2] != "Cube":
            return
        line = parser.CurrentLineNumber
        if "time" in given:
            days[:] = [_day(given["time"], line)]
        if "currency" in given and days:
            _refuse_unknown(given["currency"], line)
            add(days[0], given["currency"], given.get("rate", ""), line)

    parser.StartElementHandler = begin
    parser.StartDoctypeDeclHandler = _refuse_declarations
    try:
        for piece in _pieces(content):
            parser.Parse(piece)
        parser.Parse(b"", True)  # noqa: FBT003  # expat's own
    except expat.ExpatError as broken:
        raise RatesRefused(_("This XML file is damaged."), field="file") from broken


def _refuse_declarations(*_told: object) -> None:
    raise RatesRefused(_("This XML file declares things of its own, which no file of rates does."), field="file")


def _pieces(content: bytes) -> Iterator[bytes]:
    for start in range(0, len(content), 1024 * 1024):
        yield content[start : start + 1024 * 1024]
