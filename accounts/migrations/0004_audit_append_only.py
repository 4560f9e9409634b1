"""The database itself refuses to change an entry of the audit list.

A later migration that rebuilds the table on SQLite drops the trigger with it and has to run `install` again;
a test says so. Deleting is left alone: emptying a database, for tests or a restore, is a deletion like any.
"""

from django.db import migrations

SAYS = "the audit list is only added to"
INSTALL = {
    "sqlite": [
        f"CREATE TRIGGER audit_append_only BEFORE UPDATE ON accounts_auditentry"
        f" BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
    ],
    "postgresql": [
        f"CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER audit_append_only BEFORE UPDATE ON accounts_auditentry"
        " FOR EACH ROW EXECUTE FUNCTION audit_append_only()",
    ],
}
REMOVE = {
    "sqlite": ["DROP TRIGGER IF EXISTS audit_append_only"],
    "postgresql": [
        "DROP TRIGGER IF EXISTS audit_append_only ON accounts_auditentry",
        "DROP FUNCTION IF EXISTS audit_append_only()",
    ],
}


def install(_apps, schema_editor):
    for line in INSTALL[schema_editor.connection.vendor]:
        schema_editor.execute(line)


def remove(_apps, schema_editor):
    for line in REMOVE[schema_editor.connection.vendor]:
        schema_editor.execute(line)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_cache_table")]
    operations = [migrations.RunPython(install, remove)]
