"""How many calls and meetings were held while a closed deal was open stands at the deal.

Each piece is a transaction of its own, so that nobody waits long. Begun anew after a fall, it finds done what was done.
"""

from uuid import UUID

from django.db import migrations, models, transaction

AT_ONCE = 5_000
MONEY = ("amount", "base_amount", "base_amount_currency")
SUMMED = ("state", "pipeline", "stage", "owner", "team", *MONEY, "begun_on", "created_at", "company")
COLUMN = "alter table sales_deal add column if not exists held_count smallint not null default 0"
NEXT = "select id from sales_deal where id > %s and state <> 'open' order by id limit %s"
# As `keep_held_counts` does it.
COUNT = """
with counted as materialized (
  select d.id, d.held_count as kept, (select count(*)::smallint from (
    (select a.id from customers_contact k
       join customers_contact m on m.root_id = k.root_id
       join customers_activity a on a.contact_id = m.id
      where k.id = d.contact_id and a.is_standing and a.state = 'held'
        and a.starts_at >= d.first and a.starts_at < d.last + 1 limit 50)
    union
    (select a.id from customers_company k
       join customers_company m on m.root_id = k.root_id
       join customers_activity a on a.company_id = m.id
      where k.id = d.company_id and a.is_standing and a.state = 'held'
        and a.starts_at >= d.first and a.starts_at < d.last + 1 limit 50)
    limit 50) h) as held
    from (select r.id, r.held_count, r.contact_id, r.company_id, coalesce(r.begun_on, r.created_at::date) as first,
      coalesce(r.close_on, r.closed_at::date) as last from sales_deal r where r.id = any(%s)) d
)
update sales_deal r set held_count = c.held from counted c where r.id = c.id and c.kept <> c.held
"""


def count_held(apps, schema_editor):  # type: ignore[no-untyped-def]  # Django's signature
    last = UUID(int=0)
    while True:
        with transaction.atomic(), schema_editor.connection.cursor() as cursor:
            cursor.execute(NEXT, [last, AT_ONCE])
            ids = [id_ for (id_,) in cursor.fetchall()]
            if not ids:
                return
            cursor.execute(COUNT, [ids])
            last = ids[-1]


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("sales", "0009_goals_of_leaders"), ("customers", "0019_limits")]

    operations = [
        migrations.SeparateDatabaseAndState(
            [migrations.RunSQL(COLUMN, "alter table sales_deal drop column if exists held_count")],
            [
                migrations.AddField(
                    "deal", "held_count", models.SmallIntegerField(db_default=0, default=0, editable=False)
                )
            ],
        ),
        migrations.SeparateDatabaseAndState(
            [migrations.RunSQL("drop index if exists deal_closed_reports", migrations.RunSQL.noop)],
            [migrations.RemoveIndex("deal", "deal_closed_reports")],
        ),
        migrations.RunPython(count_held, migrations.RunPython.noop),
        migrations.AddIndex(
            "deal",
            models.Index(
                fields=["close_on"],
                include=[*SUMMED, "held_count"],
                name="deal_closed_reports",
                condition=models.Q(("is_standing", True), models.Q(("state", "open"), _negated=True)),
            ),
        ),
    ]
