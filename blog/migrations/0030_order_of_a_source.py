from itertools import groupby

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

PASSED = ("exact", "folded", "elided")
SLICE = 1_000


def sort(apps, _schema_editor):
    """What `blog.models.source_order.place_order` says of the exchanges there are."""
    Turn, Excerpt = apps.get_model("blog", "Turn"), apps.get_model("blog", "Excerpt")
    placed = Turn.objects.filter(Q(found__verdict__in=PASSED) | ~Q(time_code="")).order_by("excerpt", "position")
    told = placed.values_list("excerpt", "found__verdict", "found__spans", "time_code").iterator(SLICE)
    rows = []
    for excerpt, turns in groupby(told, lambda turn: turn[0]):
        rows.append(Excerpt(pk=excerpt, place_order=_order(list(turns))))
        if len(rows) == SLICE:
            Excerpt.objects.bulk_update(rows, ["place_order"])
            rows = []
    Excerpt.objects.bulk_update(rows, ["place_order"])


def _order(turns):
    for _excerpt, verdict, spans, _time in turns:
        if verdict in PASSED:
            return f"a{spans[0][0]:010}"
    return "b" + next(time for *_others, time in turns if time).rjust(10, "0")[:10]


def count(_apps, _schema_editor):
    """How what readers see stands to its sources; the rule for it names the columns it reads."""
    from blog.publishing import tallying

    tallying.count_anew()


class Migration(migrations.Migration):
    dependencies = [("blog", "0029_few_who_write")]

    operations = [
        migrations.AddField(
            model_name="excerpt",
            name="place_order",
            field=models.CharField(default="c", editable=False, max_length=11),
        ),
        migrations.AlterField(
            model_name="excerpt",
            name="source",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="excerpts",
                to="blog.source",
                verbose_name="source",
            ),
        ),
        migrations.AlterField(
            model_name="tally",
            name="what",
            field=models.CharField(
                choices=[
                    ("tagged", "Tagged"),
                    ("wrote", "Wrote"),
                    ("quoted", "Quoted"),
                    ("exchange", "Exchange"),
                    ("question", "Question"),
                    ("answer", "Answer"),
                    ("remark", "Remark"),
                    ("source", "Source"),
                    ("verified", "Verified"),
                    ("cut", "Cut"),
                    ("failed", "Failed"),
                    ("waiting", "Waiting"),
                ],
                max_length=8,
            ),
        ),
        migrations.AddIndex(
            model_name="excerpt",
            index=models.Index(
                fields=["source", "place_order", "first_shown_at", "id"], name="excerpt_in_order"
            ),
        ),
        migrations.AddIndex(
            model_name="excerpt",
            index=models.Index(
                condition=Q(first_shown_at__isnull=False),
                fields=["source", "-first_shown_at", "-id"],
                name="excerpt_of_source",
            ),
        ),
        migrations.RunPython(sort, migrations.RunPython.noop),
        migrations.RunPython(count, migrations.RunPython.noop),
    ]
