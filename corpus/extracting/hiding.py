"""Does an inline style keep an element from being seen? Hidden text is where instructions to a model travel.

Knows nothing about pages; style sheets are looked at in `corpus.extracting.page_text`.
"""

import re

# What is smaller cannot be read: browsers' own least size is 6 pixels and more.
LEAST_FONT = 3.0
NUMBER = re.compile(r"-?\d*\.?\d+")
FAR_AWAY = re.compile(r"-(?:\d{4,}|999)(?:px|em|rem|vw|vh|%)?$")
NAMED = {"white": "#ffffff", "black": "#000000", "transparent": "transparent"}


def is_hiding(style: str) -> bool:
    """Whether a `style` attribute says that its element, or the text in it, is not to be seen."""
    said = _declarations(style)
    if said.get("display") == "none" or said.get("visibility") in ("hidden", "collapse"):
        return True
    if _is_below(said.get("opacity"), 0.05) or _is_below(said.get("font-size"), LEAST_FONT):
        return True
    if said.get("clip", "").startswith(("rect(0", "rect(1px")) or said.get("clip-path", "").startswith("inset(50%"):
        return True
    if any(FAR_AWAY.match(said.get(side, "")) for side in ("left", "top", "right", "bottom", "text-indent")):
        return True
    is_cut = said.get("overflow", "").startswith("hidden")
    if is_cut and any(_is_below(said.get(size), 1.5) for size in ("height", "max-height", "width", "max-width")):
        return True
    color, ground = _color(said.get("color")), _color(said.get("background-color") or said.get("background"))
    return color == "transparent" or (color is not None and color == ground)


def _declarations(style: str) -> dict[str, str]:
    pairs = (declaration.partition(":") for declaration in style.lower().replace("!important", "").split(";"))
    return {name.strip(): value.strip() for name, _, value in pairs}


def _is_below(value: str | None, least: float) -> bool:
    """Whether a length or share in plain numbers or pixels is so small; relative ones only where they are nothing."""
    found = NUMBER.match(value or "")
    if found is None or value is None:
        return False
    number = float(found.group())
    return number < least if value[found.end() :].strip() in ("", "px", "pt") else number == 0


def _color(value: str | None) -> str | None:
    """A colour in one spelling, `#ffffff`; None where it is none, or not only one."""
    if not value:
        return None
    if value in NAMED:
        return NAMED[value]
    if found := re.fullmatch(r"#([0-9a-f]{3}|[0-9a-f]{6})", value):
        digits = found.group(1)
        return f"#{digits}" if len(digits) == 6 else "#" + "".join(2 * digit for digit in digits)
    if found := re.fullmatch(r"rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)\s*(?:[,/]\s*([\d.]+)\s*)?\)", value):
        if found.group(4) and float(found.group(4)) == 0:
            return "transparent"
        return "#" + "".join(f"{min(int(part), 255):02x}" for part in found.group(1, 2, 3))
    return None
