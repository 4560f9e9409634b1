"""Each database keeps its own index on the words and terms of search documents.

A later migration that rebuilds the table on SQLite drops the triggers with it and has to run `install` again;
a test says so. On PostgreSQL the index is a column, kept in the row: beside it, rows are looked through in
three times the time. Words are sorted by code points, so that those that begin alike stand together.
"""

from django.db import migrations

ROW = "(rowid, words, terms)"
ADD = f"INSERT INTO search_index {ROW} VALUES (new.id, new.words, new.terms);"
TAKE = (
    "INSERT INTO search_index (search_index, rowid, words, terms)"
    " VALUES ('delete', old.id, old.words, old.terms);"
)
INSTALL = {
    "sqlite": [
        "CREATE VIRTUAL TABLE IF NOT EXISTS search_index USING fts5(words, terms, content='blog_searchdocument',"
        " content_rowid='id', detail=none, columnsize=0, tokenize=\"ascii tokenchars '+#'\")",
        f"CREATE TRIGGER search_added AFTER INSERT ON blog_searchdocument BEGIN {ADD} END",
        f"CREATE TRIGGER search_removed AFTER DELETE ON blog_searchdocument BEGIN {TAKE} END",
        f"CREATE TRIGGER search_changed AFTER UPDATE ON blog_searchdocument BEGIN {TAKE} {ADD} END",
    ],
    "postgresql": [
        "ALTER TABLE blog_searchdocument SET (toast_tuple_target = 8160)",
        "ALTER TABLE blog_searchdocument ADD COLUMN index_of_words tsvector GENERATED ALWAYS AS"
        " (array_to_tsvector(array_remove(string_to_array(words || terms, ' '), ''))) STORED",
        "ALTER TABLE blog_searchdocument ALTER COLUMN index_of_words SET STATISTICS 1000",
        "CREATE INDEX search_index ON blog_searchdocument USING gin (index_of_words)",
        'ALTER TABLE blog_searchword ALTER COLUMN word TYPE varchar(64) COLLATE "C"',
    ],
}
REMOVE = {
    "sqlite": [
        "DROP TRIGGER IF EXISTS search_added",
        "DROP TRIGGER IF EXISTS search_removed",
        "DROP TRIGGER IF EXISTS search_changed",
        "DROP TABLE IF EXISTS search_index",
    ],
    "postgresql": ["ALTER TABLE blog_searchdocument DROP COLUMN IF EXISTS index_of_words"],
}


def install(_apps, schema_editor):
    for line in INSTALL[schema_editor.connection.vendor]:
        schema_editor.execute(line)


def remove(_apps, schema_editor):
    for line in REMOVE[schema_editor.connection.vendor]:
        schema_editor.execute(line)


class Migration(migrations.Migration):
    dependencies = [("blog", "0019_search_documents")]
    operations = [migrations.RunPython(install, remove)]
