"""GK0xx: the file itself, its name and its sidecar."""

from __future__ import annotations

from generator.rules.model import Rule

RULES = (
    Rule(
        code="GK001",
        severity="error",
        title="文件中有无法解码的字节",
        what="文件不是完整的 UTF-8、UTF-16 或 GB18030 文本，从某一字节起读不出文字，读不出的地方以 � 代替。",
        why="读不出的文字不能原样发布，也搜索不到。",
        example="中共甲县乙局党组关于巡察整改进展情况的通报\n（文件在此处混入字节 FF FE 80，任何编码都读不出）",
        instead="请从原件重新导出为 UTF-8 文本，再放入 notices 目录。",
    ),
    Rule(
        code="GK002",
        severity="warning",
        title="文件中有控制字符",
        what="文本中有 NUL 等看不见的控制字符（制表符、换行除外）。",
        why="控制字符通常是转换软件留下的残渣，会打断词语，使搜索漏掉这一处。",
        example="整改情况：已完成\x00整改。",
        instead="请对照原件删去这些字符。",
    ),
    Rule(
        code="GK003",
        severity="hint",
        title="搁置的诊断没有出现",
        what="附注文件（<id>.yml）的 suppress 中搁置了一条诊断，但这次检查并没有发现它。",
        why="问题已经改正，或行号已经变动；留着失效的搁置，以后同类问题会被误挡。",
        example="suppress:\n  - code: GK401\n    reason: 原件如此",
        instead="请从附注文件中删去这一条，或更正它的行号。",
        published=False,
    ),
    Rule(
        code="GK004",
        severity="warning",
        title="搁置了不存在的诊断编号",
        what="附注文件的 suppress 中写了本程序没有的诊断编号。",
        why="编号写错，搁置就不起作用。",
        example="suppress:\n  - code: GK999\n    reason: 编号写错",
        instead="请用 gongkai rules 查看全部编号，改成正确的。",
        published=False,
    ),
    Rule(
        code="GK005",
        severity="error",
        title="文件没有文字",
        what="文件是空的，或者只有空白。",
        why="没有文字就没有可公开的内容，多半是放错了文件或导出失败。",
        example="　\n\n",
        instead="请检查放入的是不是正确的文件；扫描件须先识别成文字。",
    ),
    Rule(
        code="GK010",
        severity="error",
        title="通报文件名不合规定",
        what="文件名（不含扩展名）就是通报的标识，只能用小写字母、数字和连字符，如 pingjiang-weijian-2025。",
        why="标识会写进网址，供人引用；中文、空格和大写字母在网址里会变形，各系统上也不一致。",
        example="平江县卫健局通报.txt",
        instead="请改成小写拼音、数字与连字符组成的文件名。",
    ),
    Rule(
        code="GK011",
        severity="error",
        title="两份通报的标识相同",
        what="notices 目录下有两个文件的标识（文件名）相同。",
        why="标识决定网址，相同就会互相覆盖。",
        example="2024/jia-xian.txt\n2025/jia-xian.txt",
        instead="请给其中一个文件改名，例如在末尾加上年份。",
    ),
    Rule(
        code="GK012",
        severity="warning",
        title="两份通报的文字完全相同",
        what="两个文件的内容逐字节相同，只是文件名不同。",
        why="同一份通报发布两次，问题数和统计都会重复计算。",
        example="jia-xian-2025.txt 与 jia-xian-2025-copy.txt 内容相同",
        instead="请删去多余的一份；如确需保留旧网址，请用附注文件说明。",
    ),
)
