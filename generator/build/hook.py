"""The MkDocs hook: MkDocs frames pages; what is in them is handed over ready, and the result is taken from it in memory.

MkDocs' own readers see nothing: its Markdown has no safe mode, and front matter that it cannot read it publishes as body
text. The theme's own templates run with autoescape on; Material's were written for it off and stay so, which is
why `title` and `description`, the two values they print raw, are handed over as escaped markup.
"""

from __future__ import annotations

from pathlib import Path

import jinja2
from markupsafe import Markup, escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils.templates import TemplateContext

from generator.build.html import Rendered, text_of
from generator.build.printing import prepare


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """The pages handed over, and with `assets` the files in templates/theme. Material's own (scripts, its search, 60 files) are asked for by no page.

    The parts of the style sheet (`css/`) are published in one file, `assets/gongkai.css`, a template that includes them.
    """
    own = Path(config.theme.custom_dir or "").as_posix()
    wanted = [
        file
        for file in files
        if config.extra["assets"]
        and not file.src_uri.startswith("css/")
        and Path(file.abs_src_path or "").as_posix().startswith(own)
    ]
    pages = [File.generated(config, path, content="") for path in config.extra["fronts"]]
    for file in pages:
        Ready(None, file, config)
    return Files([*wanted, *pages])


class Ready(Page):
    """A page whose front matter and HTML are ready, so that MkDocs' readers, for each page a parser with five extensions,
    need not start."""

    def read_source(self, config: MkDocsConfig) -> None:
        """The front matter, from which MkDocs takes the template; no Markdown."""
        front = config.extra["fronts"][self.file.src_uri]
        self.markdown = ""
        self.meta = {key: escape(value) if key in ("title", "description") else value for key, value in front.items()}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """The page's HTML; the halves of a notice around our lines below its title, or else, as a notice has its own, the
        table of contents."""
        body: Rendered = config.extra["bodies"][self.file.src_uri]
        # Markup: made by the renderer, with raw HTML off.
        if body.before:
            self.meta["before"] = Markup(body.before)  # noqa: S704
            self.meta["after"] = Markup(body.after)  # noqa: S704
        else:
            self.toc = table_of_contents(body.headings)
        self.content = Markup(body.content)  # noqa: S704


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Nothing, for MkDocs to write; the page is kept. What it was made from is not: MkDocs' objects refer to each other, so they
    stay in memory, with all that they hold, until Python collects cycles."""
    config.extra["framed"][page.file.src_uri] = (page.file.dest_uri, output)
    page.content, page.meta = "", {}
    return ""


def table_of_contents(headings: list[tuple[int, str, str]]) -> TableOfContents:
    """Nested as the levels are."""
    top: list[AnchorLink] = []
    stack: list[AnchorLink] = []
    for level, name, text in headings:
        item = AnchorLink(str(escape(text_of(text))), name, level)
        while stack and stack[-1].level >= level:
            stack.pop()
        (stack[-1].children if stack else top).append(item)
        stack.append(item)
    return TableOfContents(top)


def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> jinja2.Environment:
    """Autoescape for the templates of ours, by name, and their way to print."""
    own = Path(config.theme.custom_dir or "")
    names = (
        frozenset(path.relative_to(own).as_posix() for path in own.rglob("*.html"))
        if own.is_dir()
        else frozenset[str]()
    )
    config.extra["addresses"] = prepare(env, names)
    return env


def on_page_context(context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation) -> TemplateContext:
    """As it is; addresses are relative to this page."""
    config.extra["addresses"].at(page, "")
    return context


def on_template_context(context: TemplateContext, template_name: str, config: MkDocsConfig) -> TemplateContext:
    """As it is; addresses begin where the site does."""
    config.extra["addresses"].at(None, context["base_url"])
    return context
