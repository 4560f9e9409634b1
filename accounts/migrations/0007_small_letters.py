"""Addresses as they are looked up at sign-in, for accounts that were made when capitals were kept."""

from django.db import migrations
from django.db.models.functions import Lower


def lower(apps, schema_editor):
    apps.get_model("accounts", "User").objects.update(email=Lower("email"))


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_invitation")]
    operations = [migrations.RunPython(lower, migrations.RunPython.noop)]
