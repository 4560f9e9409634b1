"""Search finds series and pages: a document may be of one, and is of exactly one row.

Keys stay what they were, but of rows whose number takes more than 27 bits: the last of these now tells a kind.
On SQLite the table is made anew, and its triggers with it.
"""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

OLD, NEW = ("person", "source", "turn", "post"), ("series", "page")
KINDS = ("person", "series", "source", "page", "turn", "post")
TRIGGERS = [
    line
    for line in import_module("blog.migrations.0020_search_index").INSTALL["sqlite"]
    if line.startswith("CREATE TRIGGER")
]


def install(_apps, schema_editor):
    for line in TRIGGERS if schema_editor.connection.vendor == "sqlite" else ():
        schema_editor.execute(line)


def forget_high_numbers(apps, _schema_editor):
    """The worker makes these documents anew."""
    high = Q(*((f"{kind}__gte", 1 << 27) for kind in OLD), _connector=Q.OR)
    apps.get_model("blog", "SearchDocument").objects.filter(high).delete()


def forget_new_kinds(apps, _schema_editor):
    new = Q(*((f"{kind}__isnull", False) for kind in NEW), _connector=Q.OR)
    apps.get_model("blog", "SearchDocument").objects.filter(new).delete()


def of_one():
    one = Q()
    for kind in KINDS:
        one |= Q(**{f"{other}__isnull": other != kind for other in KINDS})
    return one


def document_of(kind):
    return migrations.AddField(
        model_name="searchdocument",
        name=kind,
        field=models.OneToOneField(
            null=True,
            on_delete=django.db.models.deletion.CASCADE,
            related_name="search_document",
            to=f"blog.{kind}",
        ),
    )


class Migration(migrations.Migration):
    dependencies = [("blog", "0031_places_in_the_index")]
    operations = [
        migrations.RunPython(forget_high_numbers, install),
        *map(document_of, NEW),
        migrations.AddConstraint(
            model_name="searchdocument",
            constraint=models.CheckConstraint(condition=of_one(), name="search_document_of_one"),
        ),
        migrations.RunPython(install, forget_new_kinds),
    ]
