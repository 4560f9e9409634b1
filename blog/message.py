"""What a room without a framework says: in English, and ready to be said in another language."""

from collections.abc import Callable
from typing import Self


class Message(str):
    """`text` with what is `said` in it. `text` is what catalogues know: it names its places, `%(slug)s`."""

    __slots__ = ("said", "text")
    text: str
    said: dict[str, object]

    def __new__(cls, text: str, **said: object) -> Self:
        made = super().__new__(cls, text % said)
        made.text, made.said = text, said
        return made

    def as_json(self) -> list[object]:
        """To be stored, and made again by `Message(text, **said)`. What is said in it must be plain data."""
        return [self.text, self.said]

    def told(self, translate: Callable[[str], str]) -> str:
        """The message as `translate` (gettext, in the language of whom it is for) puts its text."""
        said = {
            name: value.told(translate) if isinstance(value, Message) else value
            for name, value in self.said.items()
        }
        return translate(self.text) % said
