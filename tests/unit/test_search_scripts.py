"""The scripts of the search: what the page asks for at once is what it needs."""

import re
from pathlib import Path

THEME = Path(__file__).parents[2] / "templates" / "theme"
SCRIPTS = THEME / "assets" / "search"
IMPORT = re.compile(r'^import .* from "\./([a-z]+\.js)";$', re.MULTILINE)


def needed(name: str) -> set[str]:
    """A script and those it imports, and so on."""
    found = {name}
    for other in IMPORT.findall((SCRIPTS / name).read_text(encoding="utf-8")):
        found |= needed(other)
    return found


def test_the_search_page_asks_at_once_for_every_script_that_it_needs() -> None:
    template = (THEME / "search.html").read_text(encoding="utf-8")
    (listed,) = re.findall(r"{% for name in \[(.*)\] %}\s*<link rel=\"modulepreload\"", template)
    assert sorted(f"{name}.js" for name in re.findall(r'"(.*?)"', listed)) == sorted(needed("page.js"))
