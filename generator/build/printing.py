"""How the theme's templates print, which is most of what framing a page takes: values are escaped once, addresses made
relative to the page without asking MkDocs to take both apart, front matter read as the dicts that it is, and what is the
same on many pages is printed once.

What is printed is what MkDocs and Jinja alone would print; tests/unit/test_site_printing.py compares the two.
"""

from __future__ import annotations

from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context
from markupsafe import Markup, escape
from mkdocs.structure.pages import Page
from mkdocs.utils import normalize_url


class Printed(CodeGenerator):
    """Templates as Python. What a template escapes with `| e` is not escaped again by the environment, which escapes all
    the rest."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if is_escaped(node) and finalize.src is None:
            self.write("(")
        else:
            super()._output_child_pre(node, frame, finalize)


def is_escaped(node: nodes.Expr) -> bool:
    """Whether escaping is the last thing that an expression does."""
    return isinstance(node, nodes.Filter) and node.name == "e"


def escaped(value: Any) -> str:
    """A value as HTML: the filter `e`. Most hold nothing to escape, and stay as they are."""
    if type(value) is str:
        if "&" in value or "<" in value or ">" in value or '"' in value or "'" in value:
            return escape(value)
        return value
    return str(value) if type(value) is int else escape(value)


class Addresses:
    """Addresses of the site, relative to the page that is being framed: the filter `url`."""

    def __init__(self) -> None:
        self.at(None, "")
        self.alike: dict[tuple[Any, ...], Markup] = {}

    def at(self, page: Page | None, base: str) -> None:
        """From now on relative to that page, or where there is none to `base`."""
        self.page, self.base = page, base
        self.home = page is not None and page.url in ("", "./")
        self.folder = page.url if page is not None and page.url.endswith("/") and not self.home else ""
        self.depth = self.folder.count("/")
        self.up = "../" * self.depth
        self.section = self.folder.partition("/")[0]

    @jinja2.pass_context  # or Jinja would take the address of a constant for a constant
    def relative(self, context: Context, address: Any) -> str:
        """The address as a link. Those of another form than pages have, and those far away in a section, MkDocs relates."""
        url = str(address)
        if url[:1] == "#":
            return url
        head, slash, rest = url.partition("/")
        if slash and head.isalnum() and (self.folder or self.home):
            if head != self.section:
                return self.up + url
            if url.startswith(self.folder):
                return url[len(self.folder) :] or "./"
            if self.depth == 2 and not self.folder.startswith(url):
                return f"../{rest}"
        return normalize_url(url, self.page, self.base)

    @jinja2.pass_context
    def same(self, context: Context, name: str, *decisive: Any) -> Markup:
        """What the template `name` prints, which leads to sections only and is otherwise decided by `decisive`: the same on
        all pages of a section that stand as deep."""
        key = (name, self.page is None, self.base, self.depth, self.section, *decisive)
        if key not in self.alike:
            # Markup: a template escapes what it prints.
            self.alike[key] = Markup(context.environment.get_template(name).render(context.get_all()))  # noqa: S704
        return self.alike[key]


def prepare(env: jinja2.Environment, own: frozenset[str]) -> Addresses:
    """Let an environment print so, and give its filter `url`. Templates in `own` escape what they print; no empty lines are
    left where statements stood."""
    known = getattr(env.filters["url"], "__self__", None)
    if isinstance(known, Addresses):
        known.alike.clear()
        return known  # one that served another batch of pages; its macros hold that filter
    addresses = Addresses()
    attribute = env.getattr

    def item(obj: Any, name: str) -> Any:
        return obj[name] if type(obj) is dict and name in obj else attribute(obj, name)

    env.autoescape = lambda name: name in own
    env.trim_blocks = env.lstrip_blocks = True
    env.code_generator_class = Printed
    env.getattr = item  # type: ignore[method-assign, assignment]
    env.filters |= {"e": escaped, "url": addresses.relative}
    env.globals["same"] = addresses.same
    return addresses
