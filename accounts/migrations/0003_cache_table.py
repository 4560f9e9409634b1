"""The table of the shared cache, made with all others, so that `migrate` alone leaves nothing to do."""

from django.core.management import call_command
from django.db import migrations


def make(apps, schema_editor):
    call_command("createcachetable", "--database", schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_audit")]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
