"""`verify_quote` prints what the check says, as JSON."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "source.txt"
    path.write_text("We’ll try, and we will see. We will not sell it.")
    return path


def verify(source: Path | str, quote: Path | str, **options: Any) -> Any:
    out = io.StringIO()
    call_command("verify_quote", source=str(source), quote=str(quote), stdout=out, **options)
    return json.loads(out.getvalue())


def test_prints_the_verdict_and_what_it_rests_on(source: Path, tmp_path: Path) -> None:
    quote = tmp_path / "quote.txt"
    quote.write_text("We'll try, and […] we will not sell it.\n")

    assert verify(source, quote) == {
        "verdict": "altered",
        "contract": 1,
        "passages": [
            {"start": 0, "end": 14, "text": "We’ll try, and"},
            {"start": 28, "end": 48, "text": "We will not sell it."},
        ],
        "folds": [],
        "omitted_words": 0,
        "diff": [
            ["equal", "We'll try, and", "We’ll try, and"],
            ["replace", "we", "We"],
            ["equal", "will not sell it.", "will not sell it."],
        ],
    }

    quote.write_text("We'll try, and […] We will not sell it.\n")
    assert verify(source, quote) | {"passages": []} == {
        "verdict": "elided",
        "contract": 1,
        "passages": [],
        "folds": ["quotes"],
        "omitted_words": 3,
        "diff": [],
    }


@pytest.mark.parametrize("piped", ["source", "quote"])
def test_reads_either_from_standard_input(
    source: Path, piped: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quote = tmp_path / "quote.txt"
    quote.write_text("We will not sell it.")
    files: dict[str, Path | str] = {"source": source, "quote": quote}
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(Path(files[piped]).read_bytes())))

    assert verify(**files | {piped: "-"})["verdict"] == "exact"


def test_one_of_several_places_can_be_chosen(source: Path, tmp_path: Path) -> None:
    source.write_text("It is so. It is so.")
    quote = tmp_path / "quote.txt"
    quote.write_text("It is so.")

    assert verify(source, quote)["verdict"] == "ambiguous"
    assert verify(source, quote, chosen=10)["passages"] == [{"start": 10, "end": 19, "text": "It is so."}]


def test_says_what_cannot_be_read(source: Path, tmp_path: Path) -> None:
    missing, latin = tmp_path / "missing.txt", tmp_path / "latin.txt"
    latin.write_bytes("Ein schönes Haus".encode("latin-1"))

    with pytest.raises(CommandError) as refused:
        verify(source, missing)
    assert str(refused.value) == f"{missing} cannot be read: No such file or directory."
    with pytest.raises(CommandError) as refused:
        verify(latin, source)
    assert str(refused.value) == (
        f"{latin} is not in UTF-8: byte 8 is no part of a character. Save it as UTF-8 and try again."
    )
    with pytest.raises(CommandError) as refused:
        verify("-", "-")
    assert str(refused.value) == "Only one of --source and --quote can be read from standard input."
