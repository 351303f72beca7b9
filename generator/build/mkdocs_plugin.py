"""The MkDocs plugin `gongkai`: what turns pages in build/docs into the site, through the documented events alone.

After `gongkai pages` has written build/docs, `mkdocs build` and `mkdocs serve` work by themselves; `gongkai build` runs MkDocs over
batches of pages with the same plugin (generator/build/frame.py).

Bodies are rendered by markdown-it-py, because MkDocs' own Markdown has no safe mode. Templates of ours run with autoescape
on; Material's were written for it off and stay so.
"""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import ClassVar, Literal
from urllib.parse import unquote, urlsplit, urlunsplit

import jinja2
import yaml
from jinja2.bccache import Bucket
from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils.templates import TemplateContext

from generator.build.render import Rendered, parse, render_tokens
from generator.build.verify import with_policy
from generator.pages.prose import templates_folder
from generator.pages.theme_functions import THEME_FILTERS, theme_globals
from generator.pages.typography import Heading, text_of

NOTICE = "notice.html"
SITE_FILE = "site.yml"
"""Beside the docs folder: `menu` (the sections that exist) and `search`, for the frame of every page."""
STATIC_TEMPLATES = {"404.html", "assets/gongkai.css", "assets/seal.svg"}
ADDRESS_OF = {"link_open": "href", "image": "src"}
GENERATED = "---\ntemplate: "
"""How our pages begin; an office's own name no template."""


class CompiledTemplates(jinja2.BytecodeCache):
    """Templates compiled by this process: MkDocs makes a new environment for every batch of pages."""

    compiled: ClassVar[dict[str, bytes]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load a template that was compiled before."""
        if bucket.key in self.compiled:
            bucket.bytecode_from_string(self.compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template that was compiled."""
        self.compiled[bucket.key] = bucket.bytecode_to_string()


class GongkaiPlugin(BasePlugin):  # type: ignore[no-untyped-call, type-arg]
    """Renders pages and frames them in our theme."""

    def __init__(self) -> None:
        self.serving = False
        self.rendered: dict[str, Rendered] = {}

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Note whether pages are only shown to whoever writes them: then MkDocs puts a script into them."""
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Put our theme over Material, below what an office overrides, and say which sections the site has."""
        ours = str(templates_folder() / "theme")
        if ours not in config.theme.dirs:
            at = 1 if config.theme.custom_dir else 0
            config.theme.dirs.insert(at, ours)
        config.theme.static_templates.update(STATIC_TEMPLATES)
        site = Path(config.docs_dir).parent / SITE_FILE
        known = yaml.load(site.read_bytes(), yaml.CSafeLoader) if site.is_file() else {}
        config.extra["gongkai"] = known | (config.extra.get("gongkai") or {})
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Leave out Material's own files, which no page asks for, and the parts of the style sheet, which are published as one; keep
        our pages out of the menu, or each page's frame would depend on all others."""
        material = Path(config.theme.dirs[-2] if len(config.theme.dirs) > 1 else "")
        kept = []
        for file in files:
            path = Path(file.abs_src_path or ".")
            if path.is_relative_to(material) or file.src_uri.startswith("css/"):
                continue
            if file.is_documentation_page() and file.content_string.startswith(GENERATED):
                file.inclusion = InclusionLevel.NOT_IN_NAV
            kept.append(file)
        return Files(kept)

    @event_priority(-100)  # after other plugins, which may write into it
    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Render the page, whose heading is its title unless it says another; MkDocs' Markdown gets nothing."""
        tokens = parse(markdown, html="template" not in page.meta)
        title = next((text_of(tokens[at + 1]) for at, token in enumerate(tokens) if token.tag == "h1"), "")
        if title:
            page.meta.setdefault("title", title)
        for token in tokens:
            for child in token.children or ():
                if name := ADDRESS_OF.get(child.type):
                    child.attrs[name] = page_link(str(child.attrs[name]), page.file, files)
        self.rendered[page.file.src_uri] = render_tokens(
            tokens, page.meta if page.meta.get("template") == NOTICE else None
        )
        return ""

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Return the page's HTML and give it its table of contents."""
        rendered = self.rendered.pop(page.file.src_uri)
        page.toc = table_of_contents(rendered.headings)
        return rendered.html

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Give templates what they may call, and our own autoescape."""
        own = frozenset(
            path.relative_to(folder).as_posix()
            for folder in (
                templates_folder() / "theme",
                *([Path(config.theme.custom_dir)] if config.theme.custom_dir else []),
            )
            for path in folder.rglob("*.html")
        )
        env.bytecode_cache = CompiledTemplates()
        env.autoescape = lambda name: name in own
        env.trim_blocks = env.lstrip_blocks = True
        env.globals |= theme_globals() | {"site": config.extra["gongkai"]}
        env.filters |= THEME_FILTERS
        return env

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Give templates, and what they import, the front matter as `meta`."""
        context["meta"] = page.meta  # type: ignore[typeddict-unknown-key]
        return context

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Put the content security policy into the page."""
        return output if self.serving else with_policy(output)

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """The same for the page for what is not found."""
        is_page = template_name.endswith(".html") and not self.serving
        return with_policy(output_content) if is_page else output_content


def page_link(address: str, file: File, files: Files) -> str:
    """Return a link to another Markdown page or file of the docs folder as the site has it; any other link as it is.

    A page need not be among the files: pages are framed in batches. The build looks whether all links lead somewhere.
    """
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return address
    path = posixpath.normpath(posixpath.join(posixpath.dirname(file.src_uri), unquote(parts.path)))
    target = files.get_file_from_path(path)
    if target is None and path.endswith(".md"):
        target = File(path, src_dir=None, dest_dir="", use_directory_urls=True)
    return urlunsplit(parts._replace(path=target.url_relative_to(file))) if target else address


def table_of_contents(headings: list[Heading]) -> TableOfContents:
    """Return the headings nested as their levels are."""
    top: list[AnchorLink] = []
    stack: list[AnchorLink] = []
    for heading in headings:
        item = AnchorLink(str(escape(heading.text)), heading.id, heading.level)
        while stack and stack[-1].level >= heading.level:
            stack.pop()
        (stack[-1].children if stack else top).append(item)
        stack.append(item)
    return TableOfContents(top)
