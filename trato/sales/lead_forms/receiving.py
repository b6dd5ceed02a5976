"""A post at the public door, from the bytes to the answer. The cheapest checks come first."""

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.multipartparser import MultiPartParserError
from django.utils import translation
from django.utils.translation import gettext as _

from trato.customers.public import Wording
from trato.foundation.public import FieldType, record_kind
from trato.kit.errors import DomainError
from trato.sales.lead_forms import arriving
from trato.sales.lead_forms.answering import (
    TOO_MANY,
    may_send,
    refused,
    taken,
    turned_away,
    unknown,
    with_cors,
)
from trato.sales.lead_forms.arriving import Arrival
from trato.sales.lead_forms.drawing import language_for
from trato.sales.lead_forms.errors import AnswerRefused
from trato.sales.lead_forms.limits import LIMITS, address_of
from trato.sales.lead_forms.marks import LONGEST, Mark, read_mark
from trato.sales.lead_forms.models import LeadForm, Why
from trato.sales.lead_forms.queries import form_by_key, wording_of
from trato.sales.lead_forms.use_cases.capture import form_acting
from trato.sales.lead_forms.use_cases.receive import count_refused, receive_answer

TOO_LARGE, FORBIDDEN = 413, 403


def received(request: HttpRequest, key: str) -> HttpResponse:
    """Never asks the database before the sender's share and the size were looked at."""
    if _size(request) > arriving.LARGEST:
        return _counted(request, key, Why.SIZE, _("This is more than the form can take."), TOO_LARGE)
    given = _read(request)
    if given is None:
        return turned_away(request, _("This post cannot be read."), status=400)
    mark = read_mark(str(given.get(arriving.MARK, ""))[: LONGEST + 1], key=key)
    if not LIMITS.allow_address(address_of(request), key, is_marked=mark is not None):
        said = _("Too many answers came from your address in a short time. Wait a few minutes and send it again.")
        return _counted(request, key, Why.ADDRESS, said, TOO_MANY)
    form = form_by_key(key)
    return with_cors(_answered(request, form, given, mark) if form else unknown(request), request, form)


def _answered(request: HttpRequest, form: LeadForm, given: QueryDict, mark: Mark | None) -> HttpResponse:
    if not may_send(form, request):
        said = _("This form may not be sent from there.")
        return _counted(request, form.key, Why.SITE, said, FORBIDDEN)
    language = language_for(form, str(given.get(arriving.LANGUAGE, ""))[:20])
    arrival = arrival_of(form, given, mark, language)
    with translation.override(language):
        try:
            _refuse_haste(mark, arrival)
            is_flooded = not LIMITS.allow_form(form.key)
            receive_answer(arrival, form=form, language=language, is_flooded=is_flooded)
        except DomainError as refusal:
            agreed = arrival.has_agreed
            return refused(request, form, language, refusal, values=arrival.given, agreed=agreed)
        return taken(request, form, language)


def _refuse_haste(mark: Mark | None, arrival: Arrival) -> None:
    """Nobody types so fast, but a browser may: whoever sends it once more is taken."""
    if mark is not None and mark.is_hasty and not arrival.is_trapped:
        raise AnswerRefused(_("That was faster than anybody types. Look at it and send it again."))


def arrival_of(form: LeadForm, given: QueryDict, mark: Mark | None, language: str) -> Arrival:
    kind = record_kind("contact")
    names = [each["name"] for each in form.asked if each["name"] in kind.by_name]
    several = [name for name in names if kind.by_name[name].type == FieldType.CHOICES]
    page = arriving.page_address(str(given.get(arriving.PAGE, "")))
    has_agreed = bool(given.get(arriving.AGREED))
    wording = _wording_read(form, given, mark) if has_agreed else None
    return Arrival(
        given=arriving.given_values(names, several, given),
        page=page,
        referrer=arriving.page_address(str(given.get(arriving.REFERRER, ""))),
        campaign=arriving.campaign_of(given),
        language=language,
        has_agreed=has_agreed,
        wording=wording.version if wording else None,
        wording_language=wording.language if wording else "",
        mark=mark,
        is_trapped=bool(str(given.get(arriving.TRAP, "")).strip()),
    )


def _wording_read(form: LeadForm, given: QueryDict, mark: Mark | None) -> Wording | None:
    """What stood beside the box: what we drew there, else what the page says that it shows."""
    said = str(given.get(arriving.WORDING, ""))
    version, _dot, language = said.partition(".")
    if mark is not None and mark.wording is not None:
        return wording_of(form, mark.wording, mark.language)
    return wording_of(form, arriving.whole_number(version), arriving.storable(language, 20))


def _size(request: HttpRequest) -> int:
    return arriving.whole_number(request.META.get("CONTENT_LENGTH")) or 0


def _read(request: HttpRequest) -> QueryDict | None:
    try:
        return request.POST
    except (SuspiciousOperation, MultiPartParserError, UnicodeError, OSError):
        return None


def _counted(request: HttpRequest, key: str, why: Why, sentence: str, status: int) -> HttpResponse:
    """Only the number of these is kept."""
    write_counts(LIMITS.tally.add(key[:40], str(why)))
    return turned_away(request, sentence, status=status)


def write_counts(counts: dict[tuple[str, str], int]) -> None:
    if counts:
        count_refused(counts, by=form_acting(LeadForm(name="")))
