"""The images of a text: which it names, and how they are written where it is shown."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

from blog.rendering.result import Picture, Segment, Variant

SIZES = "(max-width: 42rem) 100vw, 40rem"
"""How wide an image is shown: as the screen, or as the column of an essay."""

_NAMED = re.compile(r' (?:src|href)="media:([\w-]{1,64})"')
_IMAGE = re.compile(r"""<img(?P<attributes>(?: [a-z-]+="[^"]*")*)>""")
_ATTRIBUTE = re.compile(r' (?P<name>[a-z-]+)="(?P<value>[^"]*)"')
_LINK = re.compile(r' href="media:(?P<key>[\w-]{1,64})"')
_FALLBACK = "image/jpeg"
_OURS = frozenset(["src", "alt", "width", "height", "loading"])


def named_images(segments: Iterable[Segment]) -> list[str]:
    """The keys of the images these segments show or link to, each once, in order."""
    found = (key for part in segments if "html" in part for key in _NAMED.findall(part["html"]))
    return list(dict.fromkeys(found))


def lacking(segments: Iterable[Segment], pictures: Mapping[str, Picture]) -> tuple[int, int]:
    """How many images these segments show that are not there, and how many that nothing is said of."""
    shown = [
        dict(_ATTRIBUTE.findall(tag)) for part in segments for tag in _IMAGE.findall(part.get("html", ""))
    ]
    ours = [(told.get("src", "").removeprefix("media:"), told.get("alt", "")) for told in shown]
    there = [(pictures[key], words) for key, words in ours if key in pictures]
    lost = sum(told.get("src", "").startswith("media:") for told in shown) - len(there)
    return lost, sum(not words and not picture.alt for picture, words in there)


def picture_html(picture: Picture, *, origin: str = "", lazy: bool = False, sizes: str = SIZES) -> str:
    """`picture` by itself."""
    return _written(picture, {}, origin, lazy=lazy, sizes=sizes)


@dataclass(slots=True)
class Gallery:
    """Puts pictures in their places, from segment to segment."""

    pictures: Mapping[str, Picture]
    origin: str
    lazy: bool
    """Whether the next one is loaded only when it comes near."""

    def hang(self, html: str) -> str:
        """`html` with its images written out, and links to images leading to their files."""
        if '="media:' not in html:
            return html
        return _LINK.sub(self._link, _IMAGE.sub(self._image, html))

    def _image(self, found: re.Match[str]) -> str:
        told = dict(_ATTRIBUTE.findall(found["attributes"]))
        if not told.get("src", "").startswith("media:"):
            return found[0]
        picture = self.pictures.get(told["src"].removeprefix("media:"))
        if picture is None:
            return str(told.get("alt", ""))
        lazy, self.lazy = self.lazy, True
        return _written(picture, told, self.origin, lazy=lazy)

    def _link(self, found: re.Match[str]) -> str:
        picture = self.pictures.get(found["key"])
        return f' href="{self.origin}{escape(picture.address)}"' if picture else ""


def _written(
    picture: Picture, told: Mapping[str, str], origin: str, *, lazy: bool, sizes: str = SIZES
) -> str:
    """The element; `told` are attributes as a sanitised text has them. Of a size only the width counts."""
    width, height = picture.width, picture.height
    if (asked := int(told.get("width") or 0)) > 0:
        width, height, sizes = asked, max(1, round(asked * picture.height / picture.width)), f"{asked}px"
    sources, fallback = [], Variant(_FALLBACK, ())
    for variant in picture.variants:
        if variant.media_type == _FALLBACK:
            fallback = variant
        else:
            srcset = _srcset(variant, origin)
            sources.append(f'<source type="{variant.media_type}" srcset="{srcset}" sizes="{sizes}">')
    kept = "".join(f' {name}="{value}"' for name, value in told.items() if name not in _OURS)
    own = Variant(
        _FALLBACK,
        (*(each for each in fallback.files if each[1] < picture.width), (picture.address, picture.width)),
    )
    choice = f' srcset="{_srcset(own, origin)}" sizes="{sizes}"' if len(own.files) > 1 else ""
    alt = told.get("alt") or escape(picture.alt)
    image = (
        f'<img{kept} src="{origin}{escape(picture.address)}"{choice} width="{width}" height="{height}"'
        f' alt="{alt}"{' loading="lazy"' if lazy else ""} decoding="async">'
    )
    return f"<picture>{''.join(sources)}{image}</picture>"


def _srcset(variant: Variant, origin: str) -> str:
    return ", ".join(f"{origin}{escape(address)} {width}w" for address, width in variant.files)
