"""Raw words to turns: a paste, a fence or a Transcript box becomes an exchange, and back. Pure."""

from blog.transcripts.capturing import capture
from blog.transcripts.cleaning import clean
from blog.transcripts.copying import plain
from blog.transcripts.exchange import Exchange, FenceError, Parsed, SourceLine, Translation, Turn
from blog.transcripts.fence import read_fence, write_fence
from blog.transcripts.grammar.dates import read_date
from blog.transcripts.grammar.labels import bare_name, fold_name, is_role, names_a_person
from blog.transcripts.opening import Header, lift_opening, split_header
from blog.transcripts.reading import parse, read_box, write_box

__all__ = [
    "Exchange",
    "FenceError",
    "Header",
    "Parsed",
    "SourceLine",
    "Translation",
    "Turn",
    "bare_name",
    "capture",
    "clean",
    "fold_name",
    "is_role",
    "lift_opening",
    "names_a_person",
    "parse",
    "plain",
    "read_box",
    "read_date",
    "read_fence",
    "split_header",
    "write_box",
    "write_fence",
]
