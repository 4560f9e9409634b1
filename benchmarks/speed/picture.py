"""A picture of a few figures, for a page that is light or dark."""

from collections.abc import Mapping
from html import escape

WIDTH, LEFT, RIGHT = 720, 270, 110
BAR, STEP, TOP = 18, 34, 56
STYLE = """
text { font: 15px system-ui, sans-serif; fill: #24211c }
.title { font-weight: 600 } .figure { font-variant-numeric: tabular-nums }
rect { fill: #8d8677 } .ours { fill: #9a1f14 }
@media (prefers-color-scheme: dark) {
  text { fill: #e8e4da } rect { fill: #8d8677 } .ours { fill: #ff9c87 }
}
"""


def bars(title: str, figures: Mapping[str, float], ours: str, unit: str) -> str:
    """An SVG of one bar a figure, in their order; what is longer than the picture is cut, and says so."""
    longest = 2 * figures[ours]
    told = "; ".join(f"{name}: {figure:,.0f} {unit}" for name, figure in figures.items())
    rows = "\n".join(
        _bar(place, name, figure, longest, unit, name == ours)
        for place, (name, figure) in enumerate(figures.items())
    )
    height = TOP + STEP * len(figures)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img"'
        f' aria-labelledby="title desc">\n<title id="title">{escape(title)}</title>\n'
        f'<desc id="desc">{escape(told)}.</desc>\n<style>{STYLE}</style>\n'
        f'<text class="title" x="0" y="24">{escape(title)}</text>\n{rows}\n</svg>\n'
    )


def _bar(place: int, name: str, figure: float, longest: float, unit: str, is_ours: bool) -> str:
    top, room = TOP + STEP * place, WIDTH - LEFT - RIGHT
    width = max(1.0, room * min(figure / longest, 1))
    look, cut = ' class="ours"' if is_ours else "", " →" if figure > longest else ""
    baseline = top + BAR - 4
    return (
        f'<text x="{LEFT - 12}" y="{baseline}" text-anchor="end">{escape(name)}</text>'
        f'<rect{look} x="{LEFT}" y="{top}" width="{width:.0f}" height="{BAR}" rx="2"/>'
        f'<text class="figure" x="{LEFT + width + 8:.0f}" y="{baseline}">{figure:,.0f} {unit}{cut}</text>'
    )
