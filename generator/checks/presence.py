"""GK305-GK310: what a notice should say and a reader looks for."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.examined import Examined
from generator.diagnostics import Diagnostic
from generator.rules import WHOLE_FILE, diagnose


def missing_contact(examined: Examined) -> Iterator[Diagnostic]:
    """Yield GK305 where there is no phone, mailbox or address for citizens."""
    channels = examined.notice.contacts
    if not (channels.phones or channels.emails or channels.addresses):
        yield diagnose("GK305", WHOLE_FILE, "没有找到监督联系方式（电话、邮箱或地址）。")


def missing_publication(examined: Examined) -> Iterator[Diagnostic]:
    """Yield GK306 where neither text nor sidecar has a date of publication."""
    if examined.notice.published is None:
        yield diagnose("GK306", WHOLE_FILE, "没有找到发布日期。")


def missing_issuer(examined: Examined) -> Iterator[Diagnostic]:
    """Yield GK307 where neither the Party body nor the unit is named."""
    if examined.notice.unit.issuer is None and examined.notice.unit.name is None:
        yield diagnose("GK307", WHOLE_FILE, "没有找到发布单位。")


def missing_region(examined: Examined) -> Iterator[Diagnostic]:
    """Yield GK308 where there is no region, or a name that several regions share."""
    if examined.notice.unit.region is None:
        name = examined.notice.unit.issuer or examined.notice.unit.name
        about = f"从“{name.value}”" if name else "从全文"
        yield diagnose("GK308", name.span if name else WHOLE_FILE, f"{about}无法确定所属地区。")


def missing_title(examined: Examined) -> Iterator[Diagnostic]:
    """Yield GK309 where there is no title line."""
    if examined.notice.title is None:
        yield diagnose("GK309", WHOLE_FILE, "没有找到标题。")


def unknown_outcome(examined: Examined) -> Iterator[Diagnostic]:
    """Yield GK310 for outcome words that the vocabulary puts into no class; each wording once, at its first place."""
    seen: set[str] = set()
    for finding in examined.notice.findings:
        outcome = finding.outcome
        if outcome is not None and outcome.status == "unstated" and outcome.raw.strip() and outcome.raw not in seen:
            seen.add(outcome.raw)
            yield diagnose("GK310", outcome.span, f"整改结果用语“{outcome.raw}”不在词表中，统计时算作“未注明”。")
