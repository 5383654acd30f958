"""A reliability diagram as SVG: of what is said to be answered with a probability, how much is (Guo et al., 2017).

reliability({"SQuAD": [(0.83, True), ...], ...})     the picture's text
"""

from collections.abc import Mapping, Sequence
from html import escape

from qa.training.measuring import in_bins

SIDE, LEFT, TOP, WIDTH, HEIGHT = 300, 60, 20, 560, 380
COLOURS = ("#1f6f8b", "#b5532a", "#5a7d2b", "#7a4b94")
FEW = 10  # a bin of fewer is drawn hollow


def reliability(sets: Mapping[str, Sequence[tuple[float, bool]]]) -> str:
    """A line for each set through its bins of stated probability; a bin's dot grows with its share of the set."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        'font-family="sans-serif" font-size="13">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        f'<path d="M{LEFT} {TOP + SIDE}V{TOP}H{LEFT + SIDE}V{TOP + SIDE}Z" fill="none" stroke="#999"/>',
        f'<path d="M{LEFT} {TOP + SIDE}L{LEFT + SIDE} {TOP}" stroke="#999" stroke-dasharray="4 4"/>',
    ]
    for tenth in range(0, 11, 2):
        x, y = _place(tenth / 10, tenth / 10)
        parts.append(f'<text x="{x:.0f}" y="{TOP + SIDE + 18}" text-anchor="middle">{tenth / 10:.1f}</text>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4:.0f}" text-anchor="end">{tenth / 10:.1f}</text>')
    parts.append(f'<text x="{LEFT + SIDE / 2}" y="{TOP + SIDE + 42}" text-anchor="middle">stated probability</text>')
    parts.append(
        f'<text transform="translate(18 {TOP + SIDE / 2}) rotate(-90)" text-anchor="middle">share answered</text>'
    )
    for number, (name, chances) in enumerate(sets.items()):
        parts += _line(name, chances, number)
    return "\n".join([*parts, "</svg>"]) + "\n"


def _line(name: str, chances: Sequence[tuple[float, bool]], number: int) -> list[str]:
    colour = COLOURS[number % len(COLOURS)]
    dots = []
    for some in in_bins(chances):
        said, true = (sum(values) / len(some) for values in zip(*some, strict=True))
        dots.append((*_place(said, true), 2 + 10 * (len(some) / len(chances)) ** 0.5, len(some)))
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y, _, _ in dots)
    drawn = [f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="1.5"/>'] if dots else []
    for x, y, radius, count in dots:
        fill = colour if count >= FEW else "white"
        drawn.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{fill}" stroke="{colour}"/>')
    at = TOP + 14 + 22 * number
    drawn.append(f'<circle cx="{LEFT + SIDE + 20}" cy="{at - 4}" r="5" fill="{colour}"/>')
    drawn.append(f'<text x="{LEFT + SIDE + 32}" y="{at}">{escape(name)}, {len(chances)}</text>')
    return drawn


def _place(said: float, true: float) -> tuple[float, float]:
    return LEFT + SIDE * said, TOP + SIDE * (1 - true)
