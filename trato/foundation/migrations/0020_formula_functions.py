"""What formulas are made of, as functions that an index can hold: they hang on nothing but what is given to them."""

from django.db import migrations

# Beyond all numbers it is nothing. Not in SQL: such a function would be unfolded into what it is given, twice.
TIDY = """
create or replace function formula_tidy(given numeric) returns numeric
language plpgsql immutable strict parallel safe as $$
begin
  return case when abs(given) < 1e30 then trim_scale(round(given, 10)) end;
end $$
"""
# Beyond the calendar too.
SHIFTED = """
create or replace function formula_shifted(day date, days numeric) returns date
language plpgsql immutable strict parallel safe as $$
begin
  return case when days between date '0001-01-01' - day and date '9999-12-31' - day
    then day + least(greatest(days, -4000000), 4000000)::int end;
end $$
"""
# PostgreSQL says of to_char that it hangs on the session, which of these letters is not so.
DAY = """
create or replace function formula_day(day date) returns text
language plpgsql immutable strict parallel safe as $$
begin
  return to_char(day, 'YYYY-MM-DD');
end $$
"""


class Migration(migrations.Migration):
    dependencies = [("foundation", "0019_photos")]

    operations = [
        migrations.RunSQL(TIDY, "drop function formula_tidy(numeric)"),
        migrations.RunSQL(SHIFTED, "drop function formula_shifted(date, numeric)"),
        migrations.RunSQL(DAY, "drop function formula_day(date)"),
    ]
