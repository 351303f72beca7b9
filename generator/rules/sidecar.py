"""GK02x: the sidecar `<id>.yml`, which says only what the text cannot."""

from __future__ import annotations

from generator.rules.model import office_error

RULES = (
    office_error(
        "GK020",
        "附注文件不是有效的 YAML",
        "附注文件（<id>.yml）的写法有误，从所指的位置起读不下去；或者内容不是“键: 值”的形式。",
        "读不懂就不能猜，猜错会把不实的信息发布出去。",
        "unit: [平江县卫生健康局",
        "请按示例改正；每行一个“键: 值”，冒号后留一个空格，文件存为 UTF-8。",
    ),
    office_error(
        "GK021",
        "附注文件中同一个键写了两次",
        "同一层里有两个相同的键。",
        "只有一个会起作用，另一个会无声地丢失。",
        "unit: 甲县乙局\nunit: 甲县丙局",
        "请删去其中一个。",
    ),
    office_error(
        "GK022",
        "附注文件中使用了 YAML 引用",
        "文件中有锚点（&名称）或引用（*名称）。",
        "引用会让很小的文件展开成极大的内容，也让人看不出实际的值。",
        "unit: &u 甲县乙局\nsource_name: *u",
        "请直接写出值；值以 & 或 * 开头时请加引号。",
    ),
    office_error(
        "GK023",
        "附注文件层次过深",
        "文件的嵌套超过 8 层。",
        "附注只有两三层，更深的必是写错或恶意构造。",
        "unit: [[[[[[[[[甲]]]]]]]]]",
        "请按示例改正。",
    ),
    office_error(
        "GK024",
        "附注文件中有不认识的键",
        "文件中的键不在规定之内。",
        "键写错一个字母，它的值就不起作用，而写的人不会知道。",
        "unti: 甲县乙局",
        "可用的键：id、unit、unit_id、region、published、source_url、source_name、aliases、previous、revisions、suppress、withdrawn。",
    ),
    office_error(
        "GK025",
        "附注文件中的值类型不对",
        "该键需要另一种值，例如需要文字却写了列表，或者缺少必需的项。",
        "类型不对的值无法使用。",
        "revisions: 2026-03-01 更正电话",
        "请按示例改正。",
    ),
    office_error(
        "GK026",
        "附注文件中的日期不对",
        "日期须写成 2026-02-26 的形式，并且确有这一天。",
        "日期决定排序、年份和更正记录。",
        "published: 2026-02-30",
        "请写成“年-月-日”，月和日各两位。",
    ),
    office_error(
        "GK027",
        "附注文件中的值不合规定",
        "标识只能用小写字母、数字和连字符；区划代码是六位数字；网址以 http:// 或 https:// 开头；锚点形如 f-1a2b3c4d；旧原文的文件名形如 jia-xian-2025.r1.txt。",
        "这些值会写进网址或页面链接。",
        "region: 平江县",
        "请改成规定的形式。",
    ),
    office_error(
        "GK028",
        "附注文件没有对应的通报",
        "有 <id>.yml，却没有同名的 <id>.txt。",
        "多半是通报改了名或漏放，附注因此不起作用。",
        "jia-xian-2025.yml（没有 jia-xian-2025.txt）",
        "请补上通报文本，或把附注文件改成与通报同名。",
    ),
    office_error(
        "GK029",
        "附注文件指向不存在的通报",
        "previous 写的标识不是本站收录的任何一份通报，或者就是这份通报自己。",
        "页面会给出无处可去的链接。",
        "previous: jia-xian-2019",
        "请核对前一份通报的标识（文件名）。",
    ),
)
