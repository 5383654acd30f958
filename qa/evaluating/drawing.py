"""Risk-coverage curves as SVG, readable on a light and on a dark ground.

risk_curves(curves)      the picture's text

Solid where questions were answered, dashed where they were refused and count as wrong.
"""

from collections.abc import Mapping, Sequence
from html import escape

from qa.evaluating.measures import RiskPoint
from qa.evaluating.summing import Curve

WIDTH, HEIGHT = 640, 400
LEFT, TOP, SIDE_X, SIDE_Y = 64, 48, 540, 280
LEGEND = 18
# Blue and orange differ in lightness too, so that they can be told apart in grey and by colour-blind eyes.
STYLE = """<style>
  .ground { fill: #ffffff } .words { fill: #222222 } .frame { stroke: #b0b0b0 }
  .c0 { stroke: #1f5fa8 } .c1 { stroke: #d9822b } .d0 { fill: #1f5fa8 } .d1 { fill: #d9822b }
  @media (prefers-color-scheme: dark) {
    .ground { fill: #14171c } .words { fill: #e4e6ea } .frame { stroke: #565b64 }
    .c0 { stroke: #7db4f0 } .c1 { stroke: #f2a85c } .d0 { fill: #7db4f0 } .d1 { fill: #f2a85c }
  }
</style>"""


def risk_curves(curves: Mapping[str, Curve], title: str) -> str:
    """The curves in one picture, with how much was answered and how much of that is wrong."""
    height = HEIGHT + LEGEND * (len(curves) + 1)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        'font-family="sans-serif" font-size="13" role="img">',
        STYLE,
        f"<title>{escape(title)}</title>",
        f'<rect class="ground" width="{WIDTH}" height="{height}"/>',
        _words(LEFT, TOP - 20, title, size=15),
        *_frame(),
    ]
    for number, (name, curve) in enumerate(curves.items()):
        parts += _curve(name, curve, number)
    if any(curve.at_worst for curve in curves.values()):
        parts.append(_words(LEFT + 32, HEIGHT - 8 + LEGEND * len(curves), "dashed: the refused ones, counted as wrong"))
    return "\n".join([*parts, "</svg>"]) + "\n"


def _frame() -> list[str]:
    bottom, right = TOP + SIDE_Y, LEFT + SIDE_X
    parts = []
    for fifth in range(6):
        share = fifth / 5
        x, y = _place(share, share)
        parts.append(f'<path class="frame" d="M{LEFT} {y:.1f}H{right}" fill="none" stroke-width="0.6"/>')
        parts.append(_words(x, bottom + 20, f"{share:.0%}", anchor="middle"))
        parts.append(_words(LEFT - 8, y + 4, f"{share:.0%}", anchor="end"))
    parts.append(f'<path class="frame" d="M{LEFT} {TOP}V{bottom}H{right}" fill="none"/>')
    parts.append(_words(LEFT + SIDE_X / 2, bottom + 42, "answered, the surest first", anchor="middle"))
    turned = f'transform="translate(16 {TOP + SIDE_Y / 2}) rotate(-90)"'
    return [*parts, f'<text class="words" {turned} text-anchor="middle">wrong, of what is answered</text>']


def _curve(name: str, curve: Curve, number: int) -> list[str]:
    colour = number % 2
    line = f'class="c{colour}" fill="none" stroke-width="2"'
    parts = [f'<path {line} d="{_path(curve.points)}"/>']
    if curve.at_worst:
        worst = _path([*curve.points[-1:], *curve.at_worst])
        parts.append(f'<path {line} stroke-dasharray="3 5" d="{worst}"/>')
    last = curve.points[-1]
    x, y = _place(last.coverage, last.risk)
    parts.append(f'<circle class="d{colour}" cx="{x:.1f}" cy="{y:.1f}" r="4.5"/>')
    at = HEIGHT - 8 + LEGEND * number
    parts.append(f'<path {line} d="M{LEFT} {at - 4}H{LEFT + 24}"/>')
    told = f"{name}: {last.risk:.0%} of the {curve.reached:.0%} that are answered"
    return [*parts, _words(LEFT + 32, at, told)]


def _path(points: Sequence[RiskPoint]) -> str:
    return "M" + "L".join("{:.1f} {:.1f}".format(*_place(point.coverage, point.risk)) for point in points)


def _words(x: float, y: float, text: str, *, anchor: str = "start", size: int = 13) -> str:
    return (
        f'<text class="words" x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}" font-size="{size}">{escape(text)}</text>'
    )


def _place(coverage: float, risk: float) -> tuple[float, float]:
    return LEFT + SIDE_X * coverage, TOP + SIDE_Y * (1 - risk)
