"""Lines for COPY: what happened to seeded records."""

from collections.abc import Iterable

from trato.customers.companies.events import CompanyCreated
from trato.customers.contacts.events import ContactChanged, ContactCreated
from trato.customers.notes.events import NoteWritten
from trato.customers.samples.texts import PLAIN_NOTES
from trato.customers.seeding.plan import BUSY_OF, Plan, id_of
from trato.customers.seeding.rows import Lines

NOTE_OF = 5  # one later event in five is a note, the others are changes of fields
CHANGED = ("lifecycle_stage", "lead_status", "identities", "addresses", "source", "companies", "tags")


def created_lines(plan: Plan, places: Iterable[int]) -> Lines:
    """Contacts first, then companies."""
    data = f'{{"change_set": "{plan.change_set}"}}'
    events: list[str] = []
    for place in places:
        is_contact = place < plan.contacts
        number = place if is_contact else place - plan.contacts
        drawn = plan.drawn("contact" if is_contact else "company", number)
        born = plan.born(number, plan.contacts if is_contact else plan.companies)
        id_ = id_of(born, drawn)
        firm = plan.company_of(drawn) if is_contact else number
        kind = ContactCreated.kind if is_contact else CompanyCreated.kind
        events.append(
            f"{id_of(plan.until, drawn, digit='8' if is_contact else '9')}"
            f"\t{kind}\t{born}\tuser\t{plan.owner(drawn)[0]}\tcommand"
            f"\t{id_ if is_contact else NOTHING}\t{NOTHING if firm is None else plan.company_ids[firm]}"
            f"\t{'contact' if is_contact else 'company'}\t{id_}\t1\t{data}"
        )
    return {"event": events}


NOTHING = "\\N"


def later_lines(plan: Plan, places: Iterable[int]) -> Lines:
    """Rounds over all contacts; the first one is the busy one."""
    events: list[str] = []
    notes: list[str] = []
    for place in places:
        drawn, is_busy = plan.drawn("event", place), place % BUSY_OF == 0
        round_, contact = (0, 0) if is_busy else divmod(place, plan.contacts)
        its_drawn, born = plan.drawn("contact", contact), plan.born(contact, plan.contacts)
        part = (round_ + (drawn >> 32) % 1000 / 1000) / (1 if is_busy else plan.rounds_of(contact) + 1)
        at, owner, contact_id = born + (plan.until - born) * part, plan.owner(its_drawn)[0], id_of(born, its_drawn)
        is_note = is_busy or drawn % NOTE_OF == 0
        about = f"\t{at}\tuser\t{owner}\tpage\t{contact_id}\t"
        if is_note:
            note_id = id_of(at, drawn, digit="9")
            notes.append(f"{note_id}\t{at}\t{contact_id}\t{PLAIN_NOTES[drawn % len(PLAIN_NOTES)]}\t{owner}\t1\t{at}")
            told = f"{NOTHING}\tnote\t{note_id}\t1\t{{}}"
        else:
            data = f'{{"fields": ["{CHANGED[drawn % len(CHANGED)]}"], "stage": "", "change_set": null}}'
            told = f"{NOTHING}\tcontact\t{contact_id}\t{round_ + 2}\t{data}"
        kind = NoteWritten.kind if is_note else ContactChanged.kind
        events.append(f"{id_of(plan.until, drawn, digit='a')}\t{kind}{about}{told}")
    return {"customers_note": notes, "event": events}
