"""GK06x: corrections of a published notice, so that old originals stay on record and old links lead somewhere."""

from __future__ import annotations

from generator.rules.model import Rule, office_error

RULES = (
    office_error(
        code="GK060",
        title="更正说明所指的旧原文不在",
        what="附注 revisions 里的 original 写了一个文件名，通报旁边却没有这个文件，或者它不是这份通报的旧原文。",
        why="通报页会写明可下载被替换的原文；给不出原文，更正就无从核对。",
        example="revisions:\n  - date: 2026-03-01\n    reason: 更正联系电话\n    original: jia-xian-2025.r1.txt（没有这个文件）",
        instead="请把被替换的原文放在通报旁边，命名为 <标识>.r1.txt（再次更正用 r2、r3）；旧原文不宜公开的，请删去 original 这一行。",
    ),
    office_error(
        code="GK061",
        title="旧链接指向不存在的问题",
        what="附注 aliases 把旧锚点指向某个问题，通报里却没有这个问题；或者旧锚点本来就是现有的问题。",
        why="引用过旧链接的人会到不了他所引的那个问题。",
        example="aliases:\n  f-1a2b3c4d: f-00000000",
        instead="请把右边改成现有问题的锚点（通报页上该问题“链接”的地址末尾）；左边写更正前的锚点。",
    ),
    Rule(
        code="GK062",
        severity="hint",
        title="更正后有旧链接失效",
        what="被替换的原文里有些问题，在现在的原文里找不到同样的标题和内容，它们原来的链接不再有去处。",
        why="别人已经引用的链接应当一直有效；问题的标题改一个字，链接就变了。",
        example="（标题由“工会经费管理不严”改为“工会经费管理不规范”）",
        instead="请核对后在附注的 aliases 下写明旧锚点如今是哪个问题；确已删去的问题，不必写。",
        published=False,
    ),
    office_error(
        code="GK063",
        title="旧原文没有更正说明",
        what="有形如 <标识>.r1.txt 的旧原文，却没有对应的通报，或者通报的附注没有一条更正说明指明它。",
        why="这样的文件不会作为通报发布，也没有人知道它为何在这里。",
        example="jia-xian-2025.r1.txt（jia-xian-2025.yml 里没有 original: jia-xian-2025.r1.txt）",
        instead="请在附注的 revisions 里写明日期、原因和 original；不是旧原文的，请改名；不需要的，请删去。",
    ),
)
