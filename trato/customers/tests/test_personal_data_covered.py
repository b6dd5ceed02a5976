"""No table may hold words about people that neither an access export nor an erasure knows of."""

import pytest
from django.apps import apps
from django.db import models

from trato.customers.public import Contact
from trato.foundation.public import PersonalData, contributions

# Tables that hold texts and belong to nobody in particular, each with its reason.
NOT_OF_PERSONS = {
    "foundation.ChangeSet": "an act on many records: its label is the act's or a file's name",
    "foundation.Erasure": "what is looked for is emptied when the work is done",
    "foundation.ErasedRecord": "numbers only",
    "foundation.Role": "of the company",
    "foundation.Team": "of the company",
    "foundation.User": "a colleague, not a customer: their data is theirs in the settings",
    "foundation.Installation": "of the company",
    "foundation.FirstRunLink": "of the company",
    "foundation.ImportMapping": "names of columns",
    "foundation.Move": "colleagues of the other program, and names of files",
    "foundation.OldId": "numbers that another program gave to rows, of notes, tasks and calls",
    "foundation.NotificationChoice": "of a colleague",
    "foundation.SavedView": "of a colleague",
    "foundation.DefaultView": "of a colleague",
    "foundation.OpenedRecord": "ids only, of what a colleague looked at",
    "foundation.Pin": "ids only, and addresses of our own menu",
    "foundation.ReaderCursor": "of the machine",
    "customers.Company": "a firm; its people are contacts",
    "customers.Tag": "a word for many",
    "customers.Trait": "what a machine's value is called",
    "customers.Outcome": "a word for many",
    "customers.RelationType": "a word for many",
    "customers.Segment": "a rule over many; who is in it is a table without texts",
    "customers.StaticList": "a name for many",
    "customers.TaskTemplate": "written before anybody is known",
    "customers.TemplateLine": "written before anybody is known",
    "foundation.CustomField": "what a field is called",
    "foundation.FieldOption": "what a choice is called",
    "customers.Purpose": "of the company",
    "customers.Wording": "of the company, the same for everybody",
    "customers.RetentionRule": "of the company",
    "foundation.ArrivingCopy": "names of tables and files, while a copy of the whole comes in",
    "commerce.Product": "what is sold",
    "commerce.PriceList": "of the company",
    "commerce.TaxRate": "of the company",
    "commerce.ExchangeRate": "codes and numbers",
    "commerce.RateFile": "of the company",
    "sales.DealLine": "what is sold, not to whom",
    "sales.Goal": "of colleagues",
    "sales.Adjustment": "of colleagues, about sums",
    "sales.StageMove": "codes and ids only",
    "sales.Course": "codes and numbers only",
    "sales.DealCheck": "items of checklists, the same for all deals",
    "sales.DealKey": "ids in another system",
    "sales.Stage": "of the company",
    "sales.Pipeline": "of the company",
    "sales.LeadForm": "of the company",
    "sales.RefusedCount": "numbers only",
    "sales.RoutingRule": "of the company",
    "sales.Territory": "of the company",
    "sales.WorkingHours": "of colleagues, in numbers",
    "sales.ScoringRule": "of the company",
    "api.ApiToken": "of a colleague",
}


def texts_of(model: type[models.Model]) -> list[str]:
    speaking = (models.TextField, models.CharField, models.JSONField, models.BinaryField)
    return [field.name for field in model._meta.concrete_fields if isinstance(field, speaking) and not field.choices]


def our_models() -> list[type[models.Model]]:
    ours = [app for app in apps.get_app_configs() if app.name.startswith("trato.")]
    return [model for app in ours for model in app.get_models() if model._meta.managed and texts_of(model)]


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_every_table_with_texts_is_covered_or_is_nobodys(model: type[models.Model]) -> None:
    """A new table is either read and erased with the person it speaks of, or listed above with its reason."""
    covered = {table for each in contributions(PersonalData) for table in each.tables}

    assert model._meta.label in covered | NOT_OF_PERSONS.keys(), "add a PersonalData contribution"


def test_what_points_at_a_contact_goes_with_it() -> None:
    """A table that would keep a contact from being erased, or that nobody thought of, fails here."""
    covered = {table for each in contributions(PersonalData) for table in each.tables}
    pointing = [
        each for each in Contact._meta.get_fields(include_hidden=True) if isinstance(each, models.ForeignObjectRel)
    ]
    others = {each.related_model._meta.label for each in pointing if each.related_model is not Contact}  # type: ignore[union-attr]

    assert others - covered == set()
