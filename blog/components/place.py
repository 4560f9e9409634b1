"""What a component must know of the page it stands on."""

from dataclasses import KW_ONLY, dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """`language` is that of the page, `interface` that of the site's own words; links begin with `origin`.

    An exchange is on its `own` page, or `bare` of all but its words over the home page's essay, or `framed`
    on another site; `cited` where its page says how to cite it.
    """

    language: str
    interface: str = ""
    origin: str = ""
    _: KW_ONLY
    own: bool = False
    bare: bool = False
    framed: bool = False
    cited: bool = False
