"""220 essays and 110 exchanges in four languages, made of a few sentences of ours; the same every time.

And of pages and series one of each that readers see, and others that they do not.
"""

from datetime import UTC, datetime, timedelta

from django.db import connection

from blog.models import Post
from tests.factories import make_page, make_person, make_post, make_series

FIRST = datetime(2019, 1, 15, 9, tzinfo=UTC)
THINGS = "lamp river bridge archive letter stone bread clock window garden".split()
DINGE = ["Brücke", "Straße", "Größe", "Archiv", "Brief", "Übermut", "Maß", "Öl", "Tür", "Fluß"]
CHINESE = (
    "开放权重的模型 桥上的灯 旧档案 河流与石头 面包和信 花园的窗 钟表匠 公共档案馆 长江大桥 灯塔".split()
)
ARABIC = [
    *("كِتَاب قديم", "جسر النهر", "أرشيف المدينة", "رسالة مفتوحة", "إسلام المدرسة"),
    *("حجر", "خبز", "ساعة", "نافذة", "حديقة"),
]
SPEAKERS = ["Mei Tan", "Lucía Prado", "Omar Said", "Ann O'Brien"]
ESSAYS = 220


def furnish() -> None:
    """Ten essays for each thing and language and some; every second one with an exchange of its own."""
    ann = make_person("Ann Bee")
    for number in range(ESSAYS):
        language = ("en", "de", "zh", "ar")[number % 4]
        at = FIRST + timedelta(days=12 * number)
        make_post(
            _title(number, language),
            body=_body(number, language),
            language=language,
            published_at=at,
            exchanges=[_exchange(number)] if number % 2 == 0 else [],
            tags=[("C", "C++", "C#", "night work", "Öl")[number % 5]],
            authors=[ann] if number % 3 == 0 else [],
            state=("draft", "scheduled", "withdrawn")[number % 3] if number % 20 == 19 else "published",
            summary=f"Summary {number}.",
        )
    make_page("Imprint", body="Whom to write to.\n\nPublisher: the Harbour Press.")
    make_page("Canary page", published=False, body="A canary harbour.")
    shown, hidden = Post.objects.get(slug="the-lamp"), Post.objects.exclude(state="published")
    make_series("Evening course", summary="Seven walks by the harbour.", parts=[shown])
    make_series("Canary course", parts=list(hidden))
    make_series("Empty canary")
    with connection.cursor() as cursor:  # which a server does by itself once rows are committed
        cursor.execute("ANALYZE")


def _thing(number: int, things: list[str]) -> str:
    return things[number // 4 % len(things)]


def _title(number: int, language: str) -> str:
    word = _thing(number, {"en": THINGS, "de": DINGE, "zh": CHINESE, "ar": ARABIC}[language])
    return {"en": f"The {word}", "de": f"Von {word}", "zh": word, "ar": word}[language]


def _body(number: int, language: str) -> str:
    if language == "en":
        return (
            f"Essay {number} begins in an open-weight room.\n\n"
            f"Then the {_thing(number + 4, THINGS)} meets the {_thing(number + 8, THINGS)} at dusk.\n\n"
            "It ends."
        )
    if language == "de":
        return f"Text {number} über {_thing(number + 4, DINGE)}.\n\nEin naïver Satz, der schließt."
    if language == "zh":
        return f"第{number}篇。\n\n我们谈论{_thing(number + 4, CHINESE)}，也谈GPT模型。"
    return f"نص {number} عن {_thing(number + 4, ARABIC)}.\n\nمدرسة على النهر."


def _exchange(number: int) -> str:
    speaker = SPEAKERS[number // 2 % len(SPEAKERS)]
    thing = _thing(number, THINGS)
    day = (FIRST + timedelta(days=12 * number - 30)).date().isoformat()
    return (
        f"Q: Who tends the {thing} of {number}?\n\n"
        f"{speaker} (keeper of keys): Turn {number} says nobody does, rarely.\n\n"
        f"Source: Hour {number // 40} of the {thing}, {day}"
    )
