"""Who publishes the site, as mkdocs.yml says: checked before anything is built, never completed by guessing.

政府网站发展指引 (国办发〔2017〕47号) asks every page of a government site for its name, domain and identification code
(网站标识码, ten characters). A site that calls itself official and lacks them is refused (GK050).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from generator.build.frame import FrameError
from generator.diagnostics import Diagnostic
from generator.rules import diagnose
from generator.source import Source, Span

REQUIRED = {"site_domain": "域名", "site_id_code": "网站标识码", "office": "主办单位"}
TEXTS = ("office", "contact", "icp", "police", "party_mark", "site_domain", "site_id_code")
ADDRESSES = ("icp_url", "police_url", "party_mark_url")
DOMAIN = re.compile(r"(?=.{4,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
CODE = re.compile(r"[0-9A-Za-z]{10}")
WEB = re.compile(r"https?://[!-~]+")


class IdentityError(FrameError):
    """A configuration that says too little, or something odd, about who publishes the site."""


def check(file: Path, site_name: str, office: Mapping[str, Any]) -> None:
    """Nothing, for a sound configuration. Raises IdentityError with a line for each fault of `extra.gongkai`."""
    source = Source(file.name, file.read_bytes())
    faults = list(problems(source, site_name, office))
    if faults:
        raise IdentityError("\n".join(described(source, fault) for fault in faults))


def problems(source: Source, site_name: str, office: Mapping[str, Any]) -> Iterator[Diagnostic]:
    """What is wrong, in the order of the keys. Empty values count as not given."""
    official = office.get("official", False)
    if not isinstance(official, bool):
        yield diagnose("GK051", place(source, "official"), "official 须写 true 或 false。")
    for key in TEXTS:
        if not isinstance(office.get(key) or "", str):
            yield diagnose("GK051", place(source, key), f"{key} 须是文字；全是数字的，请加引号。")
    for key in ADDRESSES:
        if office.get(key) and not WEB.fullmatch(str(office[key])):
            yield diagnose("GK051", place(source, key), f"{key} 须是 http:// 或 https:// 开头的网址。")
    domain, code = office.get("site_domain"), office.get("site_id_code")
    if isinstance(domain, str) and domain and not DOMAIN.fullmatch(domain):
        yield diagnose("GK051", place(source, "site_domain"), f"site_domain“{domain}”不是英文域名。")
    if isinstance(code, str) and code and not CODE.fullmatch(code):
        yield diagnose("GK051", place(source, "site_id_code"), f"site_id_code“{code}”不是 10 位的网站标识码。")
    if official:
        missing = [] if site_name.strip() else ["site_name（网站名称）"]
        missing += [f"{key}（{word}）" for key, word in REQUIRED.items() if not str(office.get(key) or "").strip()]
        if missing:
            words = f"声明为官方网站（official: true），但没有填写 {'、'.join(missing)}。"
            yield diagnose("GK050", place(source, "official"), words)


def place(source: Source, key: str) -> Span:
    """Where the key stands in the file; its beginning where it does not."""
    found = re.search(rf"^[ \t]*({re.escape(key)})[ \t]*:", source.text, re.MULTILINE)
    return Span(found.start(1), found.end(1)) if found else Span(0, 0)


def described(source: Source, fault: Diagnostic) -> str:
    """`mkdocs.yml:31:5 错误 GK050 …`, and below it what to do."""
    line, column = source.line_of(fault.span.start), source.column_of(fault.span.start)
    return f"{source.name}:{line}:{column} 错误 {fault.code} {fault.message}\n    {fault.help}"
