"""mkdocs.yml: settings that the site would not follow, and what is wrong with what it says of the office.

A setting is refused with its line, never ignored (GK052). 政府网站发展指引 (国办发〔2017〕47号) asks every page of a government
site for its name, domain and identification code (网站标识码, ten characters). A site that calls itself official and lacks them
is refused (GK050).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from generator.diagnostics import Diagnostic
from generator.rules import diagnose
from generator.source import Source, Span

FREE = {"site_name", "site_url", "site_description", "site_author", "copyright", "nav", "extra", "extra_css"} | {
    *("plugins", "theme", "site_dir", "strict", "validation", "watch", "dev_addr")
}
"""Settings that mean what MkDocs says."""
FIXED: Mapping[str, tuple[Any, str]] = {
    "docs_dir": ("build/docs", "页面由 gongkai pages 写到 build/docs，自己的页面放在 pages 文件夹"),
    "use_directory_urls": (True, "各页的网址已经固定"),
    "markdown_extensions": ([], "页面按 CommonMark 加表格显示，不用 Python-Markdown 的扩展"),
}
"""Settings with one possible value, and why."""
THEME = frozenset(("name", "custom_dir", "language", "font", "logo", "static_templates"))
OWN_SEARCH, OFFLINE = "search", "offline"
REQUIRED = {"site_domain": "域名", "site_id_code": "网站标识码", "office": "主办单位"}
TEXTS = ("office", "contact", "icp", "police", "party_mark", "site_domain", "site_id_code")
ADDRESSES = ("icp_url", "police_url", "party_mark_url")
OFFICE_KEYS = frozenset((*TEXTS, *ADDRESSES, "official", "color"))
DOMAIN = re.compile(r"(?=.{4,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
CODE = re.compile(r"[0-9A-Za-z]{10}")
WEB = re.compile(r"https?://[!-~]+")
COLOR = re.compile(r"#[0-9a-fA-F]{6}")


def office_settings(settings: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what stands under `extra.gongkai`."""
    return _mapping(_mapping(settings.get("extra")).get("gongkai"))


def unsupported_settings(source: Source, settings: Mapping[str, Any]) -> Iterator[Diagnostic]:
    """Yield the settings that the site would not follow."""
    for key, value in settings.items():
        if key in FIXED:
            wanted, why = FIXED[key]
            if value != wanted:
                yield diagnose("GK052", _place(source, key), f"{key} 只能是 {_yaml(wanted)}：{why}。")
        elif key not in FREE:
            yield diagnose("GK052", _place(source, key), f"本站不用 {key} 这项设置。")
    theme, extra = settings.get("theme"), settings.get("extra")
    theme = {"name": theme} if isinstance(theme, str) else theme
    for key, value in {"theme": theme, "extra": extra, "gongkai": _mapping(extra).get("gongkai")}.items():
        if value and not isinstance(value, dict):
            yield diagnose("GK052", _place(source, key), f"{key} 下面应由“名称: 值”各行组成。")
    theme = _mapping(theme)
    if theme.get("name", "material") != "material":
        yield diagnose("GK052", _place(source, "theme"), "theme 只能是 material，外观由本站的模板决定。")
    for key in theme:
        if key not in THEME:
            yield diagnose(
                "GK052", _place(source, key), f"theme 的 {key} 在本站不起作用；主色写在 extra.gongkai.color。"
            )
    if theme.get("custom_dir", "templates/theme") != "templates/theme":
        yield diagnose("GK052", _place(source, "custom_dir"), "custom_dir 只能是 templates/theme。")
    for plugin in settings.get("plugins") or ():
        name = next(iter(plugin)) if isinstance(plugin, dict) else plugin
        if name == OFFLINE or str(name).endswith("/offline"):
            yield diagnose("GK052", _place(source, "plugins"), "不能用 offline 插件：它会改变各页的网址。")
        if name == OWN_SEARCH or str(name).endswith("/search"):
            yield diagnose("GK052", _place(source, "plugins"), "不能用 search 插件：本站自带逐字检索。")
    for key in office_settings(settings):
        if key not in OFFICE_KEYS:
            yield diagnose("GK052", _place(source, key), f"extra.gongkai 没有 {key} 这一项。")


def identity_faults(source: Source, settings: Mapping[str, Any]) -> Iterator[Diagnostic]:
    """Yield what is wrong in `extra.gongkai`, in the order of the keys. Empty values count as not given."""
    office = office_settings(settings)
    official = office.get("official", False)
    if not isinstance(official, bool):
        yield diagnose("GK051", _place(source, "official"), "official 须写 true 或 false。")
    for key in TEXTS:
        if not isinstance(office.get(key) or "", str):
            yield diagnose("GK051", _place(source, key), f"{key} 须是文字；全是数字的，请加引号。")
    for key in ADDRESSES:
        if office.get(key) and not WEB.fullmatch(str(office[key])):
            yield diagnose("GK051", _place(source, key), f"{key} 须是 http:// 或 https:// 开头的网址。")
    domain, code, color = office.get("site_domain"), office.get("site_id_code"), office.get("color")
    if isinstance(domain, str) and domain and not DOMAIN.fullmatch(domain):
        yield diagnose("GK051", _place(source, "site_domain"), f"site_domain“{domain}”不是英文域名。")
    if isinstance(code, str) and code and not CODE.fullmatch(code):
        yield diagnose("GK051", _place(source, "site_id_code"), f"site_id_code“{code}”不是 10 位的网站标识码。")
    if color and not COLOR.fullmatch(str(color)):
        yield diagnose("GK051", _place(source, "color"), f'color“{color}”须写成 "#a3201b" 这样，加引号。')
    if official:
        missing = [] if str(settings.get("site_name") or "").strip() else ["site_name（网站名称）"]
        missing += [f"{key}（{word}）" for key, word in REQUIRED.items() if not str(office.get(key) or "").strip()]
        if missing:
            words = f"声明为官方网站（official: true），但没有填写 {'、'.join(missing)}。"
            yield diagnose("GK050", _place(source, "official"), words)


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _place(source: Source, key: str) -> Span:
    """Return where the key stands in the file; its beginning where it does not."""
    found = re.search(rf"^[ \t-]*({re.escape(key)})[ \t]*:", source.text, re.MULTILINE)
    return Span(found.start(1), found.end(1)) if found else Span(0, 0)


def _yaml(value: Any) -> str:
    return {True: "true"}.get(value, str(value)) if not isinstance(value, list) else "空"
