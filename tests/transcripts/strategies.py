"""Exchanges and raw texts for property tests."""

from hypothesis import strategies as st

from blog.transcripts import Exchange, SourceLine, Translation, Turn, clean

SIGNS = st.sampled_from(
    [*"abcQA ABzé9:：()[]{}\\*_->#`,.?!/=\"'’\n\t\u00a0\u200fאب问，", "  ", "\n\n", ":::", "Source: "]
)
WORDS = st.lists(SIGNS, max_size=25).map("".join)
SOME_WORDS = WORDS.map(lambda text: f"x{text}") | WORDS.filter(lambda text: bool(text.strip("\u200b")))
LANGUAGES = st.sampled_from(["", "en", "es", "zh-Hans"])
DATES = st.sampled_from(["", "2025", "2025-01", "2025-01-31"])
KINDS = st.sampled_from(["question", "answer", "remark", "editor"])
LABELS = (
    st.sampled_from(["Q", "A", "Mei Tan", "Source", "Context", "Translation", "Host", "ANN BEE"])
    | st.sampled_from(["问", "陈美", "奶奶说", "ليلى", "La Gazette du port", "A12. Then", "1"])
    | SOME_WORDS
)

TURNS = st.builds(
    Turn,
    kind=KINDS,
    label=LABELS,
    text=SOME_WORDS,
    capacity=WORDS,
    time=st.sampled_from(["", "41:07", "1:02:03"]) | WORDS,
    language=LANGUAGES,
    translation=st.none() | st.builds(Translation, language=LANGUAGES, translator=WORDS, text=SOME_WORDS),
)
SOURCES = st.builds(
    SourceLine,
    title=SOME_WORDS,
    url=st.sampled_from(["", "https://a.example/b(c)", "https://a.example/?q=1,2"]) | WORDS,
    date=DATES,
)
EXCHANGES = (
    st.builds(
        Exchange,
        turns=st.lists(TURNS, min_size=1, max_size=4).map(tuple),
        source=st.none() | SOURCES,
        slug=st.sampled_from(["", "a-slug", "问答"]),
        language=LANGUAGES,
        said=DATES,
        context=WORDS,
    )
    .map(clean)
    .filter(lambda found: all(turn.label and turn.text for turn in found.turns))
    .filter(lambda found: found.source is None or bool(found.source.title))
    .filter(lambda found: all(turn.translation is None or turn.translation.text for turn in found.turns))
)
RAW = st.lists(
    st.sampled_from(
        [
            "Q: Why?\n",
            "Mei Tan: Because.\n",
            "问：为什么？\n",
            "陈美：因为。\n",
            "奶奶说：会坏。\n",
            "La Gazette du port: quoi?\n",
            "1  Q. Why?\n",
            "2  A. So.\n",
            "3  numbered\n",
            "10:30 Coffee: who?\n",
            "  someone_else\n  12 points\n",
            "From: Mei Tan\n",
            "Subject: Why?\n",
            "**Host:** And?\n",
            "[41:07] Jonas Weld: Well.\n",
            "Source: A talk, 2025-01-31\n",
            "prose without a speaker\n",
            "00:01.000 --> 00:02.000\n",
            "<v Mei Tan>Yes\n",
            "> quoted\n",
            "MEI TAN\n",
            "someone42\n12 points · 3 hours ago\n",
            "::: qa\n",
            ":::\n",
            "\n",
        ]
    )
    | WORDS,
    max_size=12,
).map("".join)
