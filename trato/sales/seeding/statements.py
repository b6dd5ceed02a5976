"""Deals drawn by the database itself, a chunk at a time: every value follows from the seed and a number.

A deal is born evenly over the history with a customer who is there, goes through the open stages of the first pipeline
for as many days as were thrown, and is won or lost at the end, or stands where it has come to by now.
"""

from collections.abc import Sequence

# Names have their keys worked out once; customers are taken with their company, owner and team.
PREPARE = (
    "create temporary table if not exists seed_name (place int primary key, name text, key text, words text[])",
    "create temporary table if not exists seed_stage (place int primary key, code text, pipeline text)",
    "create temporary table if not exists seed_way (place int, ending text, course int)",
    """create temporary table if not exists seed_customer
       (place int primary key, contact uuid, company uuid, owner uuid, team uuid)""",
    "truncate seed_name, seed_stage, seed_way, seed_customer",
)
CUSTOMERS = """
insert into seed_customer
select row_number() over () - 1, r.id,
       (select p.company_id from customers_position p where p.contact_id = r.id order by p.place limit 1),
       r.owner_id, r.team_id
  from customers_contact r where r.is_standing order by r.id limit %(most)s
"""
COUNT = "select count(*) from seed_customer"


def dice(number: int, *, of: int) -> str:
    """From 0 to one less than `of`; other dice for each number."""
    return f"((hashint8extended(n, %(seed)s * 64 + {number}) & 9223372036854775807) %% {of})::int"


def one_of(words: Sequence[str], number: int) -> str:
    listed = ", ".join(f"'{word}'" for word in words)
    return f"(array[{listed}])[{dice(number, of=len(words))} + 1]"


def id_of(moment: str, what: str, *, of: str = "n") -> str:
    """A UUIDv7 of that moment."""
    mixed = f"md5({what} || ':' || %(run)s || ':' || {of})"
    return (
        f"(lpad(to_hex((extract(epoch from {moment}) * 1000)::bigint), 12, '0') || '7' || substr({mixed}, 1, 3)"
        f" || '8' || substr({mixed}, 4, 15))::uuid"
    )


REASONS = ("Price", "No budget", "Went to a competitor", "No answer", "Bad timing", "Missing feature", "")
RIVALS = ("Acme", "Soltec", "Aquafina", "Riego Sur", "")
SOURCES = ("Web", "Fair", "Referral", "Import", "Phone", "")
STAY = 42  # days in a stage at most
DEALS = f"""
with thrown as materialized (
  select n, %(until)s::timestamptz - %(history)s::interval * (1 - n::float8 / %(total)s) as born,
         1 + {dice(0, of=5)} as stages, {dice(1, of=100)} < 45 as wins,
         array[{", ".join(f"1 + {dice(2 + n, of=STAY * 1_000)} / 1000.0" for n in range(5))}] as stays,
         {dice(8, of=1_000_000)} as thrown_customer, {dice(9, of=100_000)} as worth, {dice(10, of=20)} as money,
         {dice(11, of=1_000_000)} as thrown_name, {dice(12, of=120)} as later,
         {one_of(REASONS, 13)} as reason, {one_of(RIVALS, 14)} as rival, {one_of(SOURCES, 15)} as source
    from generate_series(%(first)s::bigint, %(last)s::bigint) n
), named as materialized (
  select t.*, {id_of("t.born", "'deal'")} as id, c.contact, c.company, c.owner, c.team, s.name, s.key, s.words
    from thrown t
    join seed_customer c on c.place = t.thrown_customer %% %(customers)s
    join seed_name s on s.place = t.thrown_name %% %(names)s
), steps as materialized (
  select d.n, d.id, k.place, d.born + (k.after || ' days')::interval as at,
         case when k.place > d.stages then case when d.wins then %(won)s else %(lost)s end
              else (select code from seed_stage g where g.place = k.place) end as stage,
         case when k.place > 1 then (select code from seed_stage g where g.place = k.place - 1) end as earlier,
         case when k.place > 1 then round(d.stays[k.place - 1]::numeric, 3) end as days, d.owner
    from named d
    cross join lateral (
      select g.place, coalesce((select sum(x) from unnest(d.stays[1:g.place - 1]) x), 0) as after
        from generate_series(1, d.stages + 1) as g (place)) k
   where d.born + (k.after || ' days')::interval <= %(until)s
), standing as materialized (
  select distinct on (n) n, at, stage, place from steps order by n, place desc
), put as (
  insert into sales_deal (id, root_id, created_at, updated_at, last_activity_at, name, sort_key, search_text, version,
    owner_id, team_id, pipeline_id, stage_id, state, company_id, contact_id, amount, amount_currency, base_amount,
    base_amount_currency, begun_on, close_on, next_step, lost_reason, competitor, source, stage_since, closed_at,
    course_id, stays, entered_at)
  select d.id, d.id, d.born, s.at, s.at, d.name, d.key, lower(d.name), s.place,
    d.owner, d.team, %(pipeline)s, s.stage,
    case when s.place <= d.stages then 'open' when d.wins then 'won' else 'lost' end,
    d.company, d.contact,
    case when d.money > 0 then 100 + d.worth end, case d.money when 0 then '' when 1 then 'ISK' else %(home)s end,
    case when d.money > 1 then 100 + d.worth end, case when d.money > 1 then %(home)s else '' end,
    d.born::date, case when s.place <= d.stages then %(until)s::date + d.later else s.at::date end, '',
    case when s.place > d.stages and not d.wins then d.reason else '' end,
    case when s.place > d.stages and not d.wins then d.rival else '' end, d.source, s.at,
    case when s.place > d.stages then s.at end,
    (select w.course from seed_way w where w.place = s.place
        and w.ending = case when s.place <= d.stages then '' when d.wins then %(won)s else %(lost)s end),
    case when s.place > 1 then array(select round(x::numeric * 1000)::bigint
      from unnest(d.stays[1:s.place - 1]) with ordinality as t (x, k) order by k) || 0::bigint end,
    case when s.place > 1 then d.born end
  from named d join standing s on s.n = d.n
), moved as (
  insert into sales_stagemove (id, created_at, deal_id, from_stage_id, to_stage_id, at, actor_kind, actor_id, days)
  select {id_of("s.at", "'move' || s.place")}, s.at, s.id, s.earlier, s.stage, s.at, 'user', s.owner, s.days
    from steps s
), found as (
  insert into foundation_searchword (kind, word, record_id)
  select 'deal', w, d.id from named d cross join lateral unnest(d.words) w
), told as (
  insert into event (id, kind, at, actor_kind, actor_id, door, contact_id, company_id, subject_type, subject_id,
    subject_version, data)
  select {id_of("%(until)s::timestamptz", "'told' || s.place", of="s.n")},
         case when s.place = 1 then 'sales.deal_created' when s.place <= d.stages then 'sales.deal_stage_changed'
              when d.wins then 'sales.deal_won' else 'sales.deal_lost' end,
         s.at, 'user', d.owner, 'command', d.contact, d.company, 'deal', d.id, s.place,
         case when s.place = 1 then jsonb_build_object('pipeline', %(pipeline)s::text, 'stage', s.stage)
              else jsonb_build_object('pipeline', %(pipeline)s::text, 'from_stage', s.earlier, 'to_stage', s.stage) end
         || jsonb_build_object('change_set', %(change_set)s::text)
    from steps s join named d on d.n = s.n
)
select count(*) from named
"""  # noqa: S608  # constants
