"""Rows of records, people, imports, keys and the pages around them."""

from typing import Any

from tests.rights.answers import (
    Answers,
    Row,
    adding,
    administrators,
    by_owner,
    by_person,
    changing,
    everybody,
    one_of_us,
    seeing,
    with_rights,
    writing,
)
from tests.rights.scene import Things


def contact(things: Things) -> dict[str, Any]:
    return {"plural": "contacts", "id": things.contact.id}


def trashed(things: Things) -> dict[str, Any]:
    return {"plural": "contacts", "id": things.trashed.id}


def contact_field(things: Things) -> dict[str, Any]:
    return {"plural": "contacts", "id": things.contact.id, "name": "source"}


def note(things: Things) -> dict[str, Any]:
    return {"id": things.note.id}


def imported(things: Things) -> dict[str, Any]:
    return {"id": things.imported.id}


def person(things: Things) -> dict[str, Any]:
    return {"user_id": things.person.id}


def team(things: Things) -> dict[str, Any]:
    return {"team_id": things.team.id}


def role(things: Things) -> dict[str, Any]:
    return {"role_id": things.role.id}


SIGN_IN = [
    Row("account_login", "GET", by_person(200, 302, 302, 302, 302)),
    Row("account_login", "POST", by_person(200, 302, 302, 302, 302), body=lambda things: {"login": "x@y.example"}),
    Row("account_logout", "GET", by_person(302, 200, 200, 200, 200)),
    Row("account_logout", "POST", everybody(302)),
    Row("account_inactive", "GET", everybody()),
    Row("account_language", "POST", everybody(302), body=lambda things: {"language": "te"}),
    Row("account_change_password", "GET", one_of_us()),
    Row("account_change_password", "POST", one_of_us()),
    Row("account_reset_password", "GET", everybody()),
    Row("account_reset_password", "POST", everybody(), body=lambda things: {"email": "x@y.example"}),
    Row("account_reset_password_done", "GET", everybody()),
    Row("account_reset_password_from_key", "GET", everybody(), path=lambda things: {"uidb36": "0", "key": "a-b"}),
    Row("account_reset_password_from_key", "POST", everybody(), path=lambda things: {"uidb36": "0", "key": "a-b"}),
    Row("account_reset_password_from_key_done", "GET", everybody()),
    Row("web:confirm_address", "GET", everybody(404), path=lambda things: {"token": "made-up"}),
    Row("web:confirm_address", "POST", everybody(404), path=lambda things: {"token": "made-up"}),
    Row("web:first_run", "GET", everybody(410), path=lambda things: {"token": "made-up"}),
    Row("web:first_run", "POST", everybody(410), path=lambda things: {"token": "made-up"}),
    Row("web:welcome", "GET", one_of_us()),
]

SETTINGS = [
    Row("web:settings", "GET", one_of_us()),
    Row("web:gallery", "GET", one_of_us()),
    Row("web:gallery", "POST", one_of_us()),
    Row("web:preferences", "GET", one_of_us()),
    Row("web:preferences", "POST", one_of_us(302), body=lambda things: {"theme": "dark"}),
    Row("web:send_confirmation", "POST", one_of_us(422)),
    Row("web:company", "GET", administrators()),
    Row("web:company", "POST", administrators(422)),
    Row("web:people", "GET", administrators()),
    Row("web:invite", "GET", administrators()),
    Row(
        "web:invite",
        "POST",
        administrators(),
        body=lambda things: {"name": "I", "email": "i@x.example", "language": "en"},
    ),
    Row("web:person", "GET", administrators(), path=person),
    Row("web:person", "POST", administrators(422), path=person),
    Row("web:password_link", "POST", administrators(), path=person),
    Row("web:deactivate", "POST", administrators(302), path=person),
    Row("web:reactivate", "POST", administrators(), path=person),
    Row("web:teams", "GET", administrators()),
    Row("web:teams", "POST", administrators(302), body=lambda things: {"name": "East"}),
    Row("web:team", "GET", administrators(), path=team),
    Row("web:team", "POST", administrators(302), path=team, body=lambda things: {"name": "East"}),
    Row("web:delete_team", "POST", administrators(302), path=team),
    Row("web:roles", "GET", administrators()),
    Row("web:new_role", "GET", administrators()),
    Row("web:new_role", "POST", administrators(302), body=lambda things: {"name": "Guest"}),
    Row("web:role", "GET", administrators(), path=role),
    Row("web:role", "POST", administrators(302), path=role, body=lambda things: {"name": "Guest"}),
    Row("web:delete_role", "POST", administrators(302), path=role),
]

RECORDS = [
    Row("web:home", "GET", by_person(302, 200, 302, 302, 302)),
    Row("web:search", "GET", one_of_us()),
    Row("web:live_ticket", "GET", one_of_us()),
    Row("web:list", "GET", with_rights(), path=lambda things: {"plural": "contacts"}),
    Row("web:new", "GET", with_rights(), path=lambda things: {"kind": "contact"}),
    Row(
        "web:new", "POST", with_rights(303), path=lambda things: {"kind": "contact"}, body=lambda things: {"name": "N"}
    ),
    Row("web:record", "GET", seeing(), path=contact),
    Row("web:record_story", "GET", seeing(), path=contact),
    Row("web:record_history", "GET", seeing(), path=contact_field),
    Row("web:record_suggestions", "GET", seeing(), path=contact_field),
    Row("web:record_field", "GET", changing(fine=200), path=contact_field),
    Row("web:record_field", "POST", changing(), path=contact_field, body=lambda things: {"value": "Fair"}),
    Row("web:record_field", "PATCH", changing(), path=contact_field, body=lambda things: {"value": "Fair"}),
    Row("web:record_trash", "POST", changing(), path=contact),
    Row("web:record_restore", "POST", changing(), path=trashed),
]


def ones_own(fine: int = 200) -> Answers:
    """What belongs to who brought it in; administrators see all."""
    return by_owner(
        302,
        nobody=(403, 403, 403),
        seller=(fine, 404, 404),
        manager=(fine, 404, 404),
        administrator=(fine, fine, fine),
    )


IMPORTS = [
    Row("web:import_start", "GET", with_rights()),
    Row("web:import_start", "POST", with_rights(422)),
    Row("web:import", "GET", ones_own(302), path=imported),
    Row("web:import_columns", "GET", ones_own(), path=imported),
    Row("web:import_columns", "POST", ones_own(422), path=imported),
    Row(
        "web:import_reading",
        "POST",
        ones_own(302),
        path=imported,
        body=lambda t: {"encoding": "utf-8", "separator": ","},
    ),
    Row("web:import_matching", "GET", ones_own(), path=imported),
    Row("web:import_matching", "POST", ones_own(422), path=imported),
    Row("web:import_preview", "GET", ones_own(), path=imported),
    Row("web:import_preview", "POST", ones_own(302), path=imported),
    Row("web:import_run", "POST", ones_own(422), path=imported),
    Row("web:import_stop", "POST", ones_own(302), path=imported),
    Row("web:import_errors", "GET", ones_own(), path=imported),
    Row("web:sample_data", "POST", administrators(302)),
    Row("web:remove_sample_data", "POST", administrators(422)),
]


def about(things: Things) -> dict[str, Any]:
    return {"kind": "contact", "about": things.contact.id}


NOTES = [
    Row("customers:write_note", "POST", adding(), path=about, body=lambda things: {"body": "Hello"}),
    Row("customers:note", "GET", seeing(fine=302), path=note),
    Row("customers:change_note", "GET", writing(fine=200), path=note),
    Row("customers:change_note", "POST", writing(), path=note, body=lambda things: {"body": "Hello"}),
    Row("customers:delete_note", "POST", writing(), path=note),
    Row("customers:restore_note", "POST", writing(nobody=403), path=note),
]


def api_contact(things: Things) -> dict[str, Any]:
    return {"record_id": things.contact.id}


def api_company(things: Things) -> dict[str, Any]:
    return {"record_id": things.company.id}


def api_trashed(things: Things) -> dict[str, Any]:
    return {"record_id": things.trashed.id}


def api_trashed_company(things: Things) -> dict[str, Any]:
    return {"record_id": things.trashed_company.id}


def api_note(things: Things) -> dict[str, Any]:
    return {"note_id": things.note.id}


def renamed(things: Things) -> dict[str, Any]:
    return {"name": "Renamed"}


API = [
    Row("api:me", "GET", one_of_us(anonymous=401)),
    Row("api:users_index", "GET", one_of_us(anonymous=401)),
    Row("api:users_show", "GET", one_of_us(anonymous=401), path=person),
    Row("api:events_index", "GET", one_of_us(anonymous=401)),
    Row("api:tags_index", "GET", with_rights(anonymous=401)),
    Row("api:contacts_index", "GET", one_of_us(anonymous=401)),
    Row("api:contacts_create", "POST", with_rights(201, anonymous=401), body=renamed),
    Row("api:contacts_show", "GET", seeing(anonymous=401), path=api_contact),
    Row("api:contacts_update", "PATCH", changing(anonymous=401, fine=200), path=api_contact, body=renamed),
    Row("api:contacts_delete", "DELETE", changing(anonymous=401, fine=204), path=api_contact),
    Row("api:contacts_restore", "POST", changing(anonymous=401, fine=200, nobody=403), path=api_trashed),
    Row("api:companies_index", "GET", one_of_us(anonymous=401)),
    Row("api:companies_create", "POST", with_rights(201, anonymous=401), body=renamed),
    Row("api:companies_show", "GET", seeing(anonymous=401), path=api_company),
    Row("api:companies_update", "PATCH", changing(anonymous=401, fine=200), path=api_company, body=renamed),
    Row("api:companies_delete", "DELETE", changing(anonymous=401, fine=204), path=api_company),
    Row("api:companies_restore", "POST", changing(anonymous=401, fine=200, nobody=403), path=api_trashed_company),
    Row("api:notes_index", "GET", one_of_us(422, anonymous=401)),
    Row(
        "api:notes_create",
        "POST",
        adding(anonymous=401, fine=201),
        body=lambda t: {"contact_id": str(t.contact.id), "body": "Hi"},
    ),
    Row("api:notes_show", "GET", seeing(anonymous=401), path=api_note),
    Row(
        "api:notes_update",
        "PATCH",
        writing(anonymous=401, fine=200, nobody=403),
        path=api_note,
        body=lambda t: {"body": "Hi"},
    ),
    Row("api:notes_delete", "DELETE", writing(anonymous=401, fine=204, nobody=403), path=api_note),
]

ROWS = [*SIGN_IN, *SETTINGS, *RECORDS, *IMPORTS, *NOTES, *API]
