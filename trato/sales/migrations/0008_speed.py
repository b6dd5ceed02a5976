"""By which stages a deal went stands at the deal, so that a funnel reads no history."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

MONEY = ("amount", "base_amount", "base_amount_currency")

# As `keep_courses` does it step by step, for all that moved before. The digest is that of `digest_of`.
LEARN = """
create temporary table course_of on commit drop as
with steps as (
  select m.deal_id, m.from_stage_id, m.to_stage_id, m.at, m.days,
         row_number() over (partition by m.deal_id order by m.at, m.id) as place
    from sales_stagemove m
   where m.deal_id in (select v.deal_id from sales_stagemove v where v.from_stage_id is not null)
), entered as (
  select deal_id, stage, min(place) as place from (
    select deal_id, to_stage_id as stage, place from steps
    union all select deal_id, from_stage_id, place - 0.5 from steps where from_stage_id is not null) s
  group by 1, 2
), gone as (
  select deal_id, from_stage_id as stage, count(*)::int as times, sum(round(coalesce(days, 0) * 1000))::bigint as days
    from steps where from_stage_id is not null group by 1, 2
)
select e.deal_id, array_agg(e.stage order by e.place) as stages,
       array_agg(coalesce(g.times, 0) order by e.place) as times_left,
       array_agg(coalesce(g.days, 0) order by e.place) as stays,
       (select min(s.at) from steps s where s.deal_id = e.deal_id) as entered_at
  from entered e left join gone g on g.deal_id = e.deal_id and g.stage = e.stage
 group by e.deal_id;

insert into sales_course (digest, stages, times_left)
select distinct md5(array_to_string(stages, chr(31)) || chr(30) || array_to_string(times_left, ',')), stages, times_left
  from course_of
on conflict do nothing;

update sales_deal r set course_id = c.id, stays = o.stays, entered_at = o.entered_at
  from course_of o
  join sales_course c
    on c.digest = md5(array_to_string(o.stages, chr(31)) || chr(30) || array_to_string(o.times_left, ','))
 where r.id = o.deal_id;

set constraints all immediate;
set constraints all deferred;
"""


class Migration(migrations.Migration):
    dependencies = [("sales", "0007_deal_story")]

    operations = [
        migrations.CreateModel(
            name="Course",
            fields=[
                ("id", models.AutoField(primary_key=True, serialize=False)),
                ("digest", models.CharField(max_length=32, unique=True)),
                ("stages", django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                ("times_left", django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
            ],
        ),
        migrations.AddField(
            "deal",
            "course",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="sales.course",
            ),
        ),
        migrations.AddField(
            "deal",
            "stays",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), editable=False, null=True, size=None
            ),
        ),
        migrations.AddField("deal", "entered_at", models.DateTimeField(editable=False, null=True)),
        migrations.RunSQL(LEARN, migrations.RunSQL.noop),
        migrations.AddIndex(
            "deal",
            models.Index(
                fields=["pipeline"],
                include=["course", "stays", "entered_at", "stage", "stage_since", "owner", "team", *MONEY],
                name="deal_courses",
                condition=models.Q(("is_standing", True)),
            ),
        ),
        migrations.RemoveIndex("stagemove", "stage_move_begun"),
    ]
