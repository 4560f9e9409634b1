"""PostgreSQL is told that people write few essays each, whoever writes most of them.

A site has few authors, and from how many essays each has it reckons that so has everyone else who is quoted: to
see that someone writes none it then went through all essays there are, 140 ms for each person it was asked of.
"""

from django.db import migrations

TOLD = {
    "postgresql": [
        "ALTER TABLE blog_authorship ALTER COLUMN person_id SET (n_distinct = -0.02)",
        "ANALYZE blog_authorship",
    ]
}
TAKEN_BACK = {"postgresql": ["ALTER TABLE blog_authorship ALTER COLUMN person_id RESET (n_distinct)"]}


def tell(_apps, schema_editor):
    for line in TOLD.get(schema_editor.connection.vendor, []):
        schema_editor.execute(line)


def take_back(_apps, schema_editor):
    for line in TAKEN_BACK.get(schema_editor.connection.vendor, []):
        schema_editor.execute(line)


class Migration(migrations.Migration):
    dependencies = [("blog", "0028_what_nobody_was_told_of")]
    operations = [migrations.RunPython(tell, take_back)]
