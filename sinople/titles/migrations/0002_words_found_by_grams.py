"""An index of the pieces of names, where the engine can keep one."""

from django.db import migrations

FUNCTION = """
CREATE OR REPLACE FUNCTION sinople_grams(words text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
SELECT COALESCE(array_agg(DISTINCT substr(words, n, size)), '{}') FROM generate_series(1, char_length(words)) AS n, generate_series(1, 3) AS size
WHERE n + size - 1 <= char_length(words) $$
"""
INDEX = "CREATE INDEX grant_by_grams ON titles_grant USING gin (sinople_grams(holder || ' ' || site_name))"


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(FUNCTION)
        schema_editor.execute(INDEX)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS grant_by_grams")
        schema_editor.execute("DROP FUNCTION IF EXISTS sinople_grams(text)")


class Migration(migrations.Migration):
    dependencies = [("titles", "0001_initial")]
    operations = [migrations.RunPython(make, drop)]
