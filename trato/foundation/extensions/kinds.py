"""A kind of record and what is known about it, declared once. Everything generic works from it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable
from uuid import UUID

from trato.foundation.extensions.contributions import Contribution

if TYPE_CHECKING:
    from django.db.models import Model
    from django_stubs_ext import StrOrPromise

    from trato.foundation.actors.actor import Actor


class FieldType(StrEnum):
    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    DECIMAL = "decimal"
    MONEY = "money"
    MOMENT = "moment"
    DAY = "day"
    TIME = "time"
    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"
    LANGUAGE = "language"
    TIME_ZONE = "time_zone"
    COUNTRY = "country"
    EMAIL = "email"
    PHONE = "phone"
    LINK = "link"
    URL = "url"
    DOMAIN = "domain"
    EXTERNAL_ID = "external_id"
    USER = "user"
    TEAM = "team"
    REFERENCE = "reference"
    TAGS = "tags"
    IDENTITIES = "identities"
    ADDRESSES = "addresses"
    COMPANIES = "companies"
    REFERENCES = "references"
    USERS = "users"
    LINES = "lines"


MOST_SORTED = 200  # characters of what a formula says: an entry of an index cannot be as long as a text


@dataclass(frozen=True, kw_only=True)
class Field:
    """One thing known about a record.

    `sql` reads it for a row `r` of the kind's table: a constant expression, never built from input.
    `column` is where it is stored; a field without one belongs to a `part` (identities, addresses …) under `key`.
    `filter_sql` is a condition on `r` with one `%s`, a list of values, for a field that is stored elsewhere.
    `also` are the header names by which other systems export it, `beside` those whose cells stand behind it (street 2).
    `pointed_from` is what the records are called that point at one by this reference, if not by their kind's plural.
    `is_stage` is drawn as a disc that fills. What `is_asked_only` is filtered by, and told only where it is named.
    `suggest` answers values in use that begin as what was typed.
    `alike` is asked with (names, actor) and answers those that mean nothing here, each with the value that is most like
    it and how that is called, or None. `make_choices` makes choices of words, asked with (words, by=), for whoever has
    the right `making`.
    `of_many` reads it for many records by one look: a constant statement with one `%s`, an array of their ids, that
    selects `id` and, under the names of fields, what `sql` would read, but for what speaks of this installation only.
    Who has none of it is left out: `sql` says null, nothing or an empty list there.

    A field that people made is `is_made`. Its `column` `stands_in` the kind's table of fields; so does a formula over
    such columns that says nothing of who has no row there. For a row `x` of that table `joined` reads it and
    `sort_joined` is what it is ordered by; `stored_as` is the type of the column.
    `gone_choices` were taken out of use and stay readable; some choices have `colours` of their own.
    `looked` is the same as `sql`, read from the row of a `look` that several fields of the kind share.
    `inputs` are the fields a formula is worked out of: who may not see one of them may not see the formula.
    A record cannot be at one of the stages `required_at` without it, nor at any without one that is `required`.
    """

    name: str
    label: "StrOrPromise"
    type: FieldType
    sql: str
    column: str = ""
    part: str = ""
    key: str = ""
    choices: Sequence[tuple[str, "StrOrPromise"]] = ()
    refers_to: str = ""
    pointed_from: "StrOrPromise" = ""
    section: "StrOrPromise" = ""
    max_length: int = 0
    required: bool = False
    personal: bool = False
    right: str = ""
    sortable: bool = False
    sort_sql: str = ""
    filter_sql: str = ""
    searchable: bool = False
    importable: bool = True
    editable: bool = True
    listed: bool = False
    quick: bool = False
    icon: str = ""
    help: "StrOrPromise" = ""
    also: Sequence[str] = ()
    beside: Sequence[str] = ()
    warehouse: str = ""
    is_stage: bool = False
    is_asked_only: bool = False
    is_made: bool = False
    joined: str = ""
    sort_joined: str = ""
    stands_in: str = ""
    look: str = ""
    looked: str = ""
    stored_as: str = ""
    gone_choices: Sequence[tuple[str, "StrOrPromise"]] = ()
    colours: Sequence[tuple[str, str]] = ()
    inputs: Sequence[str] = ()
    required_at: Sequence[str] = ()
    suggest: Callable[[str], Sequence[str]] | None = None
    of_many: str = ""
    alike: "Callable[[Collection[str], Actor], Mapping[str, tuple[str, str] | None]] | None" = None
    make_choices: Callable[..., Mapping[str, str]] | None = None
    making: str = ""

    @property
    def is_never_blank(self) -> bool:
        """What records are called by is no row of spaces, though some are given a name when they have none."""
        return self.required or self.column == "name"

    def colour_of(self, code: object) -> str:
        return dict(self.colours).get(str(code), "")


@dataclass(frozen=True, kw_only=True)
class Look:
    """One look at what belongs to a row `r` of a kind, from which several of its fields are read at once.

    `sql` selects one row, always: a constant, which may use the columns of those that are listed before it and named
    in `after`.
    """

    name: str
    sql: str
    after: Sequence[str] = ()


class Part(Protocol):
    """Rows that belong to a record and are written with it: identities, addresses, companies of a contact, tags.

    A value is plain JSON, so that a change row can keep it and an undo can put it back.
    """

    @property
    def name(self) -> str: ...

    @property
    def is_one_thing(self) -> bool:
        """Whether its fields are lines of one thing, as street and city are: who writes one overwrites the others."""

    def read(self, ids: Sequence[UUID]) -> Mapping[UUID, Any]:
        """The value of each record that has one."""

    def apply(self, current: Any, given: Mapping[str, Any], *, adding: bool) -> Any:
        """The value after some of its keys were given. `adding` (an import) never takes anything away."""

    def check(self, values: Mapping[UUID, Any], *, by: "Actor") -> dict[UUID, dict[str, str]]:
        """Refusals by record and field that only the stored rows can tell, such as an e-mail that is another's.

        They name no record that the actor does not see.
        """

    def write(self, values: Mapping[UUID, Any], *, before: Mapping[UUID, Any]) -> None:
        """Make each record's rows equal its value."""

    def search_texts(self, value: Any) -> list[str]:
        """What of it the search column holds."""

    def single(self, value: Any, key: str) -> Any:
        """What a field says that stands in the part under `key`, in the form in which it can be given again."""


@runtime_checkable
class SharedPart(Part, Protocol):
    """A part to whose value merged records bring their own rows, which stay theirs."""

    def shares(self, value: Any) -> Mapping[str, Any]:
        """What each brought, by id; the record's own under ""."""

    def of_shares(self, shares: Mapping[str, Any]) -> Any:
        """The value again."""


@dataclass(frozen=True, kw_only=True)
class RecordKind(Contribution):
    """A kind of record. Read by lists, forms, import, export, API, rights, change history and the warehouse.

    An import matches rows by one of `match_keys`; the `weak_keys` among them are offered but never proposed.
    Rights are named `<module>.see_<plural>` and so on, by `right()`. Of its fields, `subtitle` stand under the name of
    an open record and `headline` beside it; `face` says how it is drawn: person, firm, or sign (its icon).
    Its list opens with `opens_with`, filters as an address says them, under a tab of that name beside “All”.
    Who reads several fields of one part reads them by one of the `looks`.
    A search asks `begun_by` for records by what an address of theirs begins with: constant selects of `id`, each in the
    order of an index, with two `%s`: the first text that fits and the first that does not. Searched texts hold them.
    People make fields of their own where there is a `fields_table`: a row for each record with a value, under its id.
    Where a reach is not all that a reader needs, `sight` is asked with (actor) and answers one more condition on a row
    `r`, or None; the query set of the model says the same. One's own records are always seen.
    """

    name: str
    plural: str
    module: str
    label: "StrOrPromise"
    label_plural: "StrOrPromise"
    icon: str
    model: Callable[[], "type[Model]"]
    fields: Sequence[Field]
    looks: Sequence[Look] = ()
    begun_by: Sequence[str] = ()
    fields_table: str = ""
    parts: Callable[[], Sequence[Part]] = tuple
    create: Callable[..., Any]
    update: Callable[..., Any]
    trash: Callable[..., Any]
    restore: Callable[..., Any] | None = None
    match_keys: Sequence[str] = ()
    weak_keys: Sequence[str] = ()
    default_sort: str = "name"
    has_tree_of_merges: bool = True
    sections: Sequence["StrOrPromise"] = ()
    subtitle: Sequence[str] = ()
    headline: Sequence[str] = ()
    face: str = "person"
    empty_hint: "StrOrPromise" = ""
    opens_with: Mapping[str, Sequence[str]] = field(default_factory=dict)
    opens_with_label: "StrOrPromise" = ""
    sight: "Callable[[Actor], tuple[Any, list[Any]] | None] | None" = None
    by_name: Mapping[str, Field] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {each.name: each for each in self.fields})

    def right(self, verb: str) -> str:
        return f"{self.module}.{verb}_{self.plural}"

    @property
    def table(self) -> str:
        return self.model()._meta.db_table


@dataclass(frozen=True, kw_only=True)
class RecordAct(Contribution):
    """What is done to one record in one press: a task is completed. Read by web: its page and rows of its list.

    `url_name` is posted to with its id; `key` is the letter that does it. Offered to who may `verb` such records,
    while each field of `when` has one of its values.
    """

    kind: str
    label: "StrOrPromise"
    icon: str
    key: str
    url_name: str
    verb: str = "edit"
    when: Mapping[str, Sequence[str]] = field(default_factory=dict)
