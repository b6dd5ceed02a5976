"""Days and moments as people, programs and files write them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from babel import UnknownLocaleError
from babel.dates import parse_date

from trato.kit.errors import Refused
from trato.kit.words import to_translate

FIRST_YEAR, LAST_YEAR = 1900, 2999  # beyond, a zone can move a moment out of the calendar
LONGEST = 60


class MomentRefused(Refused):
    reasons = {
        "not-a-date": to_translate("“%(value)s” is no date. Write it like 2026-11-30."),
        "year-too-far": to_translate("“%(value)s” is too far away: years from %(first)s to %(last)s are kept."),
    }


def _refused(plain: str) -> MomentRefused:
    return MomentRefused("not-a-date", value=plain[:LONGEST])


def _refuse_far(found: date, plain: str) -> None:
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise MomentRefused("year-too-far", value=plain[:LONGEST], first=FIRST_YEAR, last=LAST_YEAR)


def parse_day(text: str, *, locale: str = "en") -> date:
    """ISO first, else in the order in which the language writes a short date."""
    plain = text.strip()
    if len(plain) > LONGEST:
        raise _refused(plain)
    try:
        day = date.fromisoformat(plain)
    except ValueError:
        day = _in_words_of(locale, plain)
    _refuse_far(day, plain)
    return day


def _in_words_of(locale: str, plain: str) -> date:
    """Three numbers are needed: Babel alone would take "1" for a day and forget what it cannot read."""
    if len([part for part in "".join(c if c.isdecimal() else " " for c in plain).split() if part]) != 3:
        raise _refused(plain)
    try:
        return parse_date(plain, locale=locale.replace("-", "_"))
    except (ValueError, OverflowError, IndexError, UnknownLocaleError) as unreadable:
        raise _refused(plain) from unreadable


def parse_moment(text: str, *, zone: str, locale: str = "en") -> datetime:
    """Without an offset it is the clock of the writer's zone; a day alone begins at its midnight."""
    plain = text.strip()
    if len(plain) > LONGEST:
        raise _refused(plain)
    try:
        moment = datetime.fromisoformat(plain)
    except ValueError:
        moment = _day_and_clock(plain, locale)
    _refuse_far(moment, plain)
    here = moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))
    return here.astimezone(UTC)


def _day_and_clock(plain: str, locale: str) -> datetime:
    day, _space, clock = plain.partition(" ")
    try:
        time = datetime.strptime(clock.strip() or "00:00", "%H:%M").time()  # noqa: DTZ007  # its zone comes later
    except ValueError as unreadable:
        raise _refused(plain) from unreadable
    return datetime.combine(parse_day(day, locale=locale), time)


def in_utc(moment: datetime) -> datetime:
    """An offset of nearly a day is an offset to Python and none to a database. Raises ValueError for no real moment."""
    try:
        if moment.tzinfo is not None:
            return moment.astimezone(UTC)
    except OverflowError as beyond:
        raise ValueError("beyond the calendar") from beyond
    raise ValueError("without an offset")


def moment_in_utc(text: str) -> datetime:
    """As programs and cursors write it. Raises ValueError."""
    return in_utc(datetime.fromisoformat(text))
