"""Files as HubSpot, Salesforce, Google Contacts, Outlook, Pipedrive, Odoo, EspoCRM and Mailchimp export them."""

import pytest

from trato.customers.companies.models import Company
from trato.customers.public import Contact
from trato.customers.tags.models import Tagging
from trato.customers.tests.importing import Bring, bring, counts
from trato.foundation.public import Import

__all__ = ["bring"]

HUBSPOT = (
    "Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Associated Company,Associated Company IDs,"
    "Lifecycle Stage,Lead Status,Job Title,City,Country/Region,Website URL\n"
    "51,Ana,Ferrer Ruiz,ana@ferrer.example,+34 600 111 222,,Ferrer Hermanos,9001,Customer,,Buyer,Soria,Spain,\n"
    "52,Luis,,luis@ferrer.example,,,Ferrer Hermanos,9001,lead,New,,Soria,Spain,www.luis.example\n"
)
SALESFORCE = (
    '"Id","Salutation","FirstName","LastName","Email","Phone","MobilePhone","Title","AccountId","Account Name",'
    '"MailingStreet","MailingCity","MailingState","MailingPostalCode","MailingCountry","LeadSource"\n'
    '"0031x1","Ms.","Ana","Ferrer","ana@ferrer.example","+34 975 111 222","+34 600 111 222","Buyer","0011x1",'
    '"Ferrer Hermanos","Calle Mayor 1\n2º B","Soria","Castilla y León","42001","Spain","Fair"\n'
)
GOOGLE_OLD = (
    "Name,Given Name,Additional Name,Family Name,Group Membership,E-mail 1 - Type,E-mail 1 - Value,E-mail 2 - Type,"
    "E-mail 2 - Value,Phone 1 - Type,Phone 1 - Value,Organization 1 - Name,Organization 1 - Title,"
    "Address 1 - Street,Address 1 - City,Website 1 - Value\n"
    "Ana María Ferrer,Ana,María,Ferrer,* myContacts ::: Fair,* Work,ana@ferrer.example ::: a@ferrer.example,Home,"
    "ana@home.example,Mobile,+34 600 111 222 ::: +34 975 111 222,Ferrer Hermanos,Buyer,Calle Mayor 1,Soria,"
    "https://ferrer.example\n"
)
GOOGLE_NEW = (
    "First Name,Middle Name,Last Name,Phonetic First Name,Nickname,File As,Organization Name,"
    "Organization Title,"
    "Organization Department,Birthday,Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,"
    "Phone 1 - Value,Address 1 - Label,Address 1 - Country,Address 1 - Street,Address 1 - City,"
    "Address 1 - Postal Code\n"
    "Ana,María,Ferrer,,,,Ferrer Hermanos,Buyer,,,,,* myContacts ::: Fair,Work,ana@ferrer.example,Mobile,"
    "+34 600 111 222,Home,ES,Calle Mayor 1,Soria,42001\n"
)
OUTLOOK = (
    "Title,First Name,Middle Name,Last Name,Company,Department,Job Title,Business Street,Business Street 2,"
    "Business City,Business State,Business Postal Code,Business Country/Region,Home Street,Home City,Business Phone,"
    "Home Phone,Mobile Phone,Categories,E-mail Address,E-mail Type,E-mail Display Name,E-mail 2 Address,Web Page\n"
    "Ms.,Ana,María,Ferrer,Ferrer Hermanos,,Buyer,Calle Mayor 1,2º B,Soria,,42001,Spain,,,+34 975 111 222,,"
    "+34 600 111 222,Fair;VIP,ana@ferrer.example,SMTP,Ana Ferrer,ana@home.example,\n"
)
PIPEDRIVE = (
    "Person - Name,Person - Label,Person - Organization,Person - Email - Work,Person - Email - Home,"
    "Person - Phone - Work,Person - Phone - Mobile,Person - Owner,Person - ID\n"
    "Ana Ferrer,Hot lead,Ferrer Hermanos,ana@ferrer.example,ana@home.example,+34 975 111 222,+34 600 111 222,,17\n"
)
ODOO = (
    "External ID,Name,Company Type,Related Company,Job Position,Email,Phone,Mobile,Street,Street2,City,Zip,Country,"
    "Tags,Salesperson\n"
    "__export__.res_partner_7,Ana Ferrer,Individual,Ferrer Hermanos,Buyer,ana@ferrer.example,+34 975 111 222,"
    '+34 600 111 222,Calle Mayor 1,2º B,Soria,42001,Spain,"Fair,VIP",\n'
)
ESPOCRM = (
    "id,firstName,lastName,accountName,emailAddress,phoneNumber,addressStreet,addressCity,addressPostalCode,"
    "addressCountry,title\n"
    "64f1,Ana,Ferrer,Ferrer Hermanos,ana@ferrer.example,+34600111222,Calle Mayor 1,Soria,42001,Spain,Buyer\n"
)
MAILCHIMP = (
    '"Email Address","First Name","Last Name","Address","Phone Number","Birthday","MEMBER_RATING","OPTIN_TIME",'
    '"LATITUDE","LONGITUDE","CC","REGION","LAST_CHANGED","LEID","EUID","NOTES","TAGS"\n'
    'ana@ferrer.example,Ana,Ferrer,"Calle Mayor 1  Soria 42001 ES",,,2,"2024-03-31 10:00:00",,,,,'
    '"2024-03-31 10:00:00",123,ab12,,"""Fair"",""VIP"""\n'
)
FILES = {
    "hubspot": HUBSPOT,
    "salesforce": SALESFORCE,
    "google": GOOGLE_OLD,
    "google new": GOOGLE_NEW,
    "outlook": OUTLOOK,
    "pipedrive": PIPEDRIVE,
    "odoo": ODOO,
    "espocrm": ESPOCRM,
    "mailchimp": MAILCHIMP,
}


def told() -> Import:
    return Import.objects.latest("created_at")


def ana() -> Contact:
    return Contact.objects.get(identities__value="ana@ferrer.example")


def values(contact: Contact, kind: str) -> list[str]:
    return list(contact.identities.filter(kind=kind).order_by("place").values_list("value", flat=True))


@pytest.mark.parametrize("name", FILES)
def test_an_export_comes_in_as_it_is(bring: Bring, name: str) -> None:
    result = bring(FILES[name])

    assert result["failed"] == 0
    assert told().system == name.split()[0]
    assert ana().name in ("Ana Ferrer", "Ana María Ferrer", "Ana Ferrer Ruiz")


@pytest.mark.parametrize("name", [name for name in FILES if name != "mailchimp"])
def test_its_company_is_made_and_linked(bring: Bring, name: str) -> None:
    bring(FILES[name])

    assert Company.objects.get().name == "Ferrer Hermanos"
    assert ana().positions.get().company.name == "Ferrer Hermanos"


@pytest.mark.parametrize("name", [name for name in FILES if name not in ("mailchimp", "pipedrive")])
def test_its_town_and_street_come_along(bring: Bring, name: str) -> None:
    bring(FILES[name])

    assert ana().addresses.get().city == "Soria"


@pytest.mark.parametrize("name", ["salesforce", "google", "outlook", "pipedrive", "odoo"])
def test_both_phones_are_kept(bring: Bring, name: str) -> None:
    bring(FILES[name])

    assert {phone.replace(" ", "") for phone in values(ana(), "phone")} == {"+34975111222", "+34600111222"}


@pytest.mark.parametrize(
    ("name", "tags"),
    [
        ("google", {"Fair", "myContacts"}),
        ("google new", {"Fair", "myContacts"}),
        ("outlook", {"Fair", "VIP"}),
        ("odoo", {"Fair", "VIP"}),
        ("mailchimp", {"Fair", "VIP"}),
        ("pipedrive", {"Hot lead"}),
    ],
)
def test_tags_are_split(bring: Bring, name: str, tags: set[str]) -> None:
    bring(FILES[name])

    assert set(Tagging.objects.filter(record_id=ana().id).values_list("tag__name", flat=True)) == tags


def test_several_emails_of_several_columns_are_kept_in_their_order(bring: Bring) -> None:
    bring(GOOGLE_OLD)

    assert values(ana(), "email") == ["ana@ferrer.example", "a@ferrer.example", "ana@home.example"]


def test_a_street_in_two_columns_is_one(bring: Bring) -> None:
    bring(OUTLOOK)

    assert ana().addresses.get().street == "Calle Mayor 1, 2º B"


def test_parts_of_a_name_are_joined_and_kept(bring: Bring) -> None:
    bring(GOOGLE_NEW)

    assert (ana().name, ana().given_name, ana().family_name) == ("Ana María Ferrer", "Ana María", "Ferrer")


@pytest.mark.parametrize(
    ("name", "source", "value"),
    [
        ("hubspot", "hubspot", "51"),
        ("salesforce", "salesforce", "0031x1"),
        ("pipedrive", "pipedrive", "17"),
        ("odoo", "odoo", "__export__.res_partner_7"),
        ("espocrm", "espocrm", "64f1"),
    ],
)
def test_ids_are_kept_with_the_system_they_come_from(bring: Bring, name: str, source: str, value: str) -> None:
    bring(FILES[name])

    assert ana().identities.filter(kind="external").values_list("source", "value").get() == (source, value)


def test_the_ids_of_two_systems_are_not_mixed_up(bring: Bring) -> None:
    bring("Record ID,First Name,Last Name\n51,Ana,Ferrer\n", key="external_id")
    result = bring("Person - ID,Person - Name\n51,Luis Soler\n", key="external_id")

    assert counts(result) == (1, 0, 0, 0)
    assert Contact.objects.count() == 2


def test_rows_are_matched_by_the_id_of_their_system(bring: Bring) -> None:
    bring("Record ID,First Name,Last Name\n51,Ana,Ferrer\n", key="external_id")
    result = bring("Record ID,First Name,Last Name,Job Title\n51,Ana,Ferrer,Buyer\n", key="external_id")

    assert counts(result) == (0, 1, 0, 0)


def test_one_company_of_many_contacts_is_made_once(bring: Bring) -> None:
    bring(HUBSPOT)

    company = Company.objects.get()
    assert company.positions.count() == 2
    assert company.identities.filter(kind="external").values_list("source", "value").get() == ("hubspot", "9001")


def test_companies_are_found_by_domain_before_their_name(bring: Bring) -> None:
    bring("name,domain\nFerrer Hermanos S.L.,ferrer.example\n", kind="companies")
    bring("name,email,company,company domain name\nAna,ana@ferrer.example,Ferrer,https://www.ferrer.example/\n")

    assert Company.objects.get().name == "Ferrer Hermanos S.L."
    assert ana().positions.get().company.name == "Ferrer Hermanos S.L."


def test_firms_of_one_name_and_two_domains_are_two(bring: Bring) -> None:
    bring("name,company,company domain\nAna,Acme,acme.example\nLuis,Acme,acme.test.example\nEva,Acme,acme.example\n")

    assert Company.objects.count() == 2


def test_a_domain_that_is_none_is_told_at_its_column(bring: Bring) -> None:
    result = bring("name,company,company domain\nAna,Acme,not a domain\n")

    assert counts(result) == (0, 0, 0, 1)


COMPANIES = {
    "hubspot": "Record ID,Company name,Company Domain Name,Phone Number,City,Country/Region,Industry,"
    "Number of Employees,Annual Revenue\n9001,Ferrer Hermanos,ferrer.example,+34 975 111 222,Soria,Spain,Farming,12,"
    "1200000.50\n",
    "salesforce": '"Account ID","Account Name","Billing Street","Billing City","Billing Country","Website","Phone",'
    '"Employees","Annual Revenue"\n"0011","Ferrer Hermanos","Calle Mayor 1","Soria","Spain","www.ferrer.example",'
    '"+34 975 111 222","12","1,200,000.50"\n',
    "pipedrive": "Organization - Name,Organization - Address,Organization - ID,Organization - Label\n"
    'Ferrer Hermanos,"Calle Mayor 1, Soria",9,Customer\n',
    "espocrm": "id,name,website,emailAddress,phoneNumber,billingAddressStreet,billingAddressCity,industry\n"
    "64,Ferrer Hermanos,https://ferrer.example,info@ferrer.example,+34975111222,Calle Mayor 1,Soria,Farming\n",
}


@pytest.mark.parametrize("name", COMPANIES)
def test_companies_of_other_systems_come_in_as_they_are(bring: Bring, name: str) -> None:
    result = bring(COMPANIES[name], kind="companies")

    assert counts(result) == (1, 0, 0, 0)
    assert (told().system, Company.objects.get().name) == (name, "Ferrer Hermanos")
    assert not [column for column, field in zip(told().header, told().mapping, strict=True) if not field]


@pytest.mark.parametrize("header", ["Nombre,Correo,Teléfono,Empresa", "Name,E-mail,Phone,Company", "పేరు,ఈమెయిల్,ఫోన్,కంపెనీ"])
def test_our_own_labels_are_known_in_each_language(bring: Bring, header: str) -> None:
    bring(f"{header}\nAna,ana@ferrer.example,+34 600 111 222,Ferrer Hermanos\n")

    assert told().mapping[:2] == ["name", "email"]
