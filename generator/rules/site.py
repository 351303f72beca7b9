"""GK05x: the configuration of the site, which says who publishes it."""

from __future__ import annotations

from generator.rules.model import office_error

RULES = (
    office_error(
        code="GK050",
        title="官方网站缺少身份信息",
        what="mkdocs.yml 中声明了 official: true，但没有填网站名称、域名、网站标识码或主办单位。",
        why="政府网站须在每一页标明名称、域名和标识码；声明为官方网站而不写明由谁主办，读者无从判断真伪。",
        example="extra:\n  gongkai:\n    official: true\n    office: 甲县纪委监委",
        instead="请在 mkdocs.yml 填写 site_name，并在 extra.gongkai 下填写 site_domain、site_id_code、office；不是官方网站的，请删去 official。",
    ),
    office_error(
        code="GK051",
        title="网站身份信息的写法不对",
        what="mkdocs.yml 中 extra.gongkai 下的某一项不合规定的写法，例如网站标识码不是 10 位，或网址不以 http:// 或 https:// 开头。",
        why="这些内容会写进每一页，写错会使网站无法被识别，或把读者带到别处。",
        example="extra:\n  gongkai:\n    site_id_code: 123",
        instead="请照主管部门核发的内容改正；暂时没有的，请留空。",
    ),
    office_error(
        code="GK052",
        title="网站不支持的设置",
        what="mkdocs.yml 中有一项设置，本站不会照做：MkDocs 或 Material 有这项设置，而本站的页面不用它。",
        why="写了而不起作用的设置会使人误以为网站已经那样；宁可停下来说明。",
        example="markdown_extensions:\n  - toc",
        instead="请删去这一项。网站名称、网址、说明、版权、nav、extra_css、徽标（theme.logo）、主色（extra.gongkai.color）和其他插件都可以设置。",
    ),
)
