"""The colours that follow from the one colour an office chooses: as it is where it can be read, else lighter or darker."""

from __future__ import annotations

from typing import NamedTuple


class Palette(NamedTuple):
    """What a colour stands on (templates/theme/css/tokens.css): `paper`, and `ground`, on which it is hardest to read. It must stand out
    there by a contrast of `wanted`, which is reached on the way to `ink`."""

    paper: str
    ground: str
    ink: str
    wanted: float


PALETTES = {
    "light": Palette("#ffffff", "#f5f2eb", "#000000", 4.5),
    "dark": Palette("#171614", "#23211e", "#ffffff", 4.5),
    "light_more": Palette("#ffffff", "#f5f2eb", "#000000", 7),
    "dark_more": Palette("#171614", "#23211e", "#ffffff", 7),
}


def color_shades(color: str) -> dict[str, dict[str, str]]:
    """Return for each palette `seal`, the colour for text and signs, and `wash` and `rule`, for what lies behind and around them."""
    shades = {}
    for name, (paper, ground, ink, wanted) in PALETTES.items():
        wash = mixed(color, paper, 0.92)
        steps = (mixed(color, ink, step / 40) for step in range(41))
        seal = next(each for each in steps if min(contrast(each, ground), contrast(each, wash)) >= wanted)
        shades[name] = {"seal": seal, "wash": wash, "rule": mixed(color, paper, 0.7)}
    return shades


def mixed(color: str, other: str, share: float) -> str:
    """Return a colour with a share of another."""
    pairs = zip(channels(color), channels(other), strict=True)
    return "#" + "".join(f"{round(one + (two - one) * share):02x}" for one, two in pairs)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(color: str) -> float:
    """Return the relative luminance (WCAG 2.2)."""
    parts = (each / 255 for each in channels(color))
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def channels(color: str) -> tuple[int, ...]:
    """Return red, green and blue of #rrggbb."""
    return tuple(bytes.fromhex(color[1:]))
