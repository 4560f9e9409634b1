"""On SQLite the index also knows where in a document a word stands, and finds phrases itself.

It is made anew of the documents there are: some 20 seconds for 100,000 essays.
"""

from django.db import migrations


def make_anew(detail):
    """What makes it with this `detail`."""
    lines = [
        "DROP TABLE search_index",
        "CREATE VIRTUAL TABLE search_index USING fts5(words, terms, content='blog_searchdocument',"
        f" content_rowid='id', detail={detail}, columnsize=0, tokenize=\"ascii tokenchars '+#'\")",
        "INSERT INTO search_index (search_index) VALUES ('rebuild')",
        "INSERT INTO search_index (search_index) VALUES ('optimize')",
    ]

    def run(_apps, schema_editor):
        for line in lines if schema_editor.connection.vendor == "sqlite" else ():
            schema_editor.execute(line)

    return run


class Migration(migrations.Migration):
    dependencies = [("blog", "0030_order_of_a_source")]
    operations = [migrations.RunPython(make_anew("full"), make_anew("none"))]
