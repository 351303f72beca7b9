"""The data dictionary: every table and column with its meaning, from the same description that makes the files."""

from __future__ import annotations

from generator.exports.schema import record_schema
from generator.exports.sqlite import VIEWS
from generator.exports.tables import TABLES

KINDS = {"text": "文字", "integer": "整数", "date": "日期"}
PLACES = {"everywhere": "", "csv": "仅 CSV", "sqlite": "仅 SQLite"}
HEAD = """# 数据字典

`/data/` 中各数据文件的字段。字段名和含义一经发布不再改变，只会增加。日期写作 `2026-02-26`；原文没有写的，在 CSV 中为空，
在 SQLite 和 JSON 中为 null。本页由程序生成，请勿手改：`make golden`。

各文件中的通报按归入的日期（发布，其次反馈，其次巡察）由早到晚，同日的按标识；没有任何日期的在最前。问题按原文次序。

- **CSV**：UTF-8 带字节顺序标记，逗号分隔，CRLF 换行，首行为字段名。以 `=`、`+`、`-`、`@`、其全角形式、制表符或换行开头的文字，
  前面加一个英文单引号，以免被电子表格当作公式；去掉这一个单引号即为原文。
- **SQLite**：一个文件，含下列各表和四个视图。`columns` 表是本字典，`about` 表写明来源、截至日期和许可。
  检索文字用 LIKE，查 `findings_text` 视图的 `text` 一列：逐字匹配，一个字也可以，不会漏；英文字母不分大小写，`%` 和 `_` 是通配符。
  每次查遍全部问题，五千份通报约需三分之一秒。

  ```sql
  SELECT url, unit, heading FROM findings_text WHERE text LIKE '%工会经费%';
  ```

  `findings.id` 随通报的次序编号：补入较早的通报时，其后的编号会变。引用问题请用 `notice_id` 与 `anchor`。

- **JSON**：`notices.json` 是全部通报的数组；`notices-<年份>.ndjson.gz` 一行一份，按年分开，往年的文件不再变动；
  每份通报另有 `/notices/<标识>/<标识>.json`。格式定义见 `schema.json`。
- 超过 64 MB 的文件只提供 gzip 压缩的（文件名加 `.gz`）。压缩后仍超过 95 MB 的不再提供整个文件，改为按年分开，每年一个，各自完整，
  如 `findings-2026.csv.gz`、`gongkai-2026.sqlite.gz`，没有日期的通报在 `-undated` 中；单位和地区的数目也只计那一年的通报。
  实际有哪些文件、各多大、SHA-256 是多少，见 `index.json`。
- **撤回**的通报在 `notices` 表中留一行，写明原因；其正文、问题和 JSON 不再提供。
- **整改结果**的类别从不代替原字样：`outcome` 是原字样，`status` 是类别。
"""


def markdown() -> str:
    """The dictionary as a Markdown document in Chinese."""
    parts = [HEAD]
    for table in TABLES:
        name = f"{table.name}（{'CSV、' if table.csv else ''}SQLite）"
        parts.append(f"\n## {name}\n\n{table.text}\n\n| 字段 | 类型 | 含义 | |\n| --- | --- | --- | --- |\n")
        for column in table.columns:
            points = f"指向 {column.references}" if column.references else ""
            note = "；".join(each for each in (PLACES[column.where], points) if each)
            parts.append(f"| `{column.name}` | {KINDS[column.kind]} | {column.text} | {note} |\n")
    parts.append("\n## 视图（SQLite）\n\n")
    parts += [f"- `{name}`：{text}。\n" for name, (text, _) in VIEWS.items()]
    parts.append("\n## JSON\n")
    for name, definition in record_schema()["$defs"].items():
        parts.append(f"\n### {name}\n\n")
        parts += [f"- `{field}`：{rule['description']}\n" for field, rule in definition["properties"].items()]
    return "".join(parts)
