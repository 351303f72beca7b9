"""Pages as text: YAML front matter by PyYAML, then the Markdown.

    ---
    template: unit.html
    title: 平江县卫生健康局
    findings: 61
    ---
    正文……

PyYAML's C dumper quotes what another reader could take for a date, a number or syntax. Repeated values are written out: an alias would
make the file hard to read, and readers that refuse aliases (they can be used to fill the memory) would refuse it.
"""

from __future__ import annotations

from typing import Any

import yaml

from generator.pages.page import Page

FENCE = "---\n"
WIDE = 1 << 16


class PlainDumper(yaml.CSafeDumper):
    """Writes no aliases."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write every value out."""
        return True


def page_file(page: Page) -> str:
    """Return the page as a Markdown file with front matter."""
    values = {"template": page.template, **page.front}
    block = yaml.dump(values, Dumper=PlainDumper, allow_unicode=True, sort_keys=False, width=WIDE)
    return f"{FENCE}{block}{FENCE}\n{page.markdown}"
