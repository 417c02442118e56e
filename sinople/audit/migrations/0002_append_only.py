"""On PostgreSQL the story refuses update, delete and truncate, whoever asks."""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION audit_line_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The story is append-only: a line is never changed, deleted or truncated.';
END $$;
CREATE TRIGGER audit_line_no_update BEFORE UPDATE ON audit_line FOR EACH ROW EXECUTE FUNCTION audit_line_is_append_only();
CREATE TRIGGER audit_line_no_delete BEFORE DELETE ON audit_line FOR EACH ROW EXECUTE FUNCTION audit_line_is_append_only();
CREATE TRIGGER audit_line_no_truncate BEFORE TRUNCATE ON audit_line FOR EACH STATEMENT EXECUTE FUNCTION audit_line_is_append_only();
"""
UNDO = """
DROP TRIGGER audit_line_no_truncate ON audit_line;
DROP TRIGGER audit_line_no_delete ON audit_line;
DROP TRIGGER audit_line_no_update ON audit_line;
DROP FUNCTION audit_line_is_append_only();
"""


def forward(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(FUNCTION)


def backward(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(UNDO)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(forward, backward)]
