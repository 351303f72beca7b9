"""What a call of `gongkai add` says about its files, checked before any of them is read."""

from __future__ import annotations

from typing import Any

import msgspec

from generator.facts.regions import find_regions, region_of_code
from generator.intake.sidecar_writer import sidecar_faults
from generator.intake.text import codec_name


class AddOptions(msgspec.Struct, frozen=True):
    """The options of one call."""

    id: str | None = None
    unit: str | None = None
    region: str | None = None
    published: str | None = None
    source_url: str | None = None
    encoding: str | None = None
    replace: bool = False
    reason: str | None = None
    """Why a notice is corrected: its original is then kept, and the correction recorded."""
    corrected: str | None = None
    """The day of the correction, ISO 8601."""

    def sidecar_values(self) -> dict[str, str]:
        """Return the values that belong into the sidecar."""
        values = {name: getattr(self, name) for name in ("unit", "region", "published", "source_url")}
        return {name: value for name, value in values.items() if value is not None}


def check_options(file_count: int, **values: Any) -> AddOptions:
    """Return the options of a call for so many files. Raises ValueError with a Chinese sentence when they are wrong."""
    options = AddOptions(**values)
    if options.id is not None and file_count > 1:
        raise ValueError("--id 一次只能用于一个文件。")
    if options.encoding is not None:
        try:
            codec_name(options.encoding)
        except LookupError:
            raise ValueError(f"不认识编码“{options.encoding}”；常见的有 utf-8、gb18030、big5、utf-16-le。") from None
    if options.region is not None:
        options = msgspec.structs.replace(options, region=region_code(options.region))
    if (options.reason is not None or options.corrected is not None) and not options.replace:
        raise ValueError("--reason 和 --corrected 说明更正，须与 --replace 同用。")
    if options.reason is not None and not options.reason.strip():
        raise ValueError("--reason 要写明更正的原因。")
    if options.corrected is not None and (faults := sidecar_faults({"published": options.corrected})):
        raise ValueError(faults[0].replace("published", "--corrected"))
    faults = sidecar_faults(options.sidecar_values() | ({"id": options.id} if options.id is not None else {}))
    if faults:
        raise ValueError(" ".join(f"--{message.replace('_', '-')}" for message in faults))
    return options


def region_code(words: str) -> str:
    """Return the division code of six digits, or that of a place name that means one place. Raises ValueError."""
    if words.isascii() and words.isdigit() and len(words) == 6:
        if region_of_code(words) is None:
            raise ValueError(f"行政区划代码表里没有 {words}。")
        return words
    found = find_regions(words)
    if len(found) == 1:
        return found[0].code
    if not found:
        raise ValueError(f"不认识地名“{words}”；可以改写六位区划代码。")
    choices = "、".join(f"{'/'.join(region.names)} {region.code}" for region in found[:6])
    raise ValueError(f"“{words}”可以是 {choices}；请写六位区划代码。")
