"""By what a person or firm is known and reached."""

from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from trato.kit.records import Record


class IdentityKind(models.TextChoices):
    EMAIL = "email", _("E-mail")
    PHONE = "phone", _("Phone")
    WEBSITE = "website", _("Web site")
    DOMAIN = "domain", _("Domain")
    EXTERNAL = "external", _("Id in another system")
    HANDLE = "handle", _("Account on a platform")


class Proof(models.TextChoices):
    TYPED = "typed", _("typed by a colleague")
    IMPORTED = "imported", _("from a file")
    PROGRAM = "program", _("by a program")
    PROVEN = "proven", _("proven by its owner")


# These say who somebody is, so among living records only one may have each.
NAMING = Q(kind__in=["domain", "external", "handle"]) | Q(kind="email", is_shared=False)


class Identity(Record):
    """`value` is as given, `normalised` is the form in which two are the same. `source` is the platform or system.

    The trash gives identities up: `is_living` follows the record.
    """

    # Without indexes of their own: those below begin with them.
    contact = models.ForeignKey(
        "customers.Contact", on_delete=models.CASCADE, null=True, related_name="identities", db_index=False
    )
    company = models.ForeignKey(
        "customers.Company", on_delete=models.CASCADE, null=True, related_name="identities", db_index=False
    )
    kind = models.CharField(max_length=20, choices=IdentityKind)
    source = models.CharField(max_length=100, default="", blank=True)
    value = models.TextField()
    normalised = models.TextField(db_collation="C")
    label = models.CharField(max_length=100, default="", blank=True)
    is_shared = models.BooleanField(default=False)
    is_living = models.BooleanField(default=True)
    place = models.SmallIntegerField(default=0)
    proof = models.CharField(max_length=20, choices=Proof, default=Proof.TYPED)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="identity_has_one_owner",
                condition=Q(contact=None, company__isnull=False) | Q(contact__isnull=False, company=None),
            ),
            models.UniqueConstraint(
                fields=["kind", "source", "normalised"],
                name="identity_names_one_contact",
                condition=Q(contact__isnull=False, is_living=True) & NAMING,
            ),
            models.UniqueConstraint(
                fields=["kind", "source", "normalised"],
                name="identity_names_one_company",
                condition=Q(company__isnull=False, is_living=True) & NAMING,
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "normalised"], name="identity_reaches", condition=Q(is_living=True)),
            # Whoever has an e-mail at one domain: duplicates are looked for among them.
            models.Index(
                Func(F("normalised"), Value("@"), Value(2), function="split_part"),
                name="identity_at_domain",
                condition=Q(kind="email", is_living=True),
            ),
            models.Index(fields=["contact", "place"], name="identity_of_contact", condition=Q(contact__isnull=False)),
            models.Index(fields=["company", "place"], name="identity_of_company", condition=Q(company__isnull=False)),
        ]
