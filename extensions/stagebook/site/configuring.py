"""Configuration: the playbook is loaded, Sphinx gets our defaults where ``conf.py`` says nothing, pages are mounted."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx import package_dir
from sphinx.errors import ConfigError
from sphinx.locale import init as init_locale
from sphinx.util import logging

import stagebook
from stagebook.beside import SOURCE
from stagebook.checking import examine
from stagebook.findings import Severity
from stagebook.loading import DATA, NoPlaybookError, load
from stagebook.pages import Context
from stagebook.site.book import Book
from stagebook.site.domain import tell_once
from stagebook.site.freshness import touch
from stagebook.site.history import history_of
from stagebook.site.mount import mounted
from stagebook.site.theme import ASSETS, TEMPLATES, THEME_OPTIONS, version_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

    from stagebook.findings import Finding
    from stagebook.playbook import Playbook
    from stagebook.site.domain import PlaybookDomain

logger = logging.getLogger(__name__)
STAMPS = "stagebook-stamps"


class State:
    """What one run of Sphinx knows of the playbook, from configuration to mounting."""

    def __init__(self, app: Sphinx) -> None:
        """Start with nothing."""
        self.app = app
        self.playbook: Playbook | None = None

    def configure(self, app: Sphinx, config: Config) -> None:
        """Load the playbook and fill in what ``conf.py`` leaves open; the handler of ``config-inited``."""
        root = _root(app, config)
        try:
            self.playbook = load(root)
        except NoPlaybookError as error:
            raise ConfigError(str(error)) from None
        _defaults(app, config, self.playbook)
        config.stagebook_code = _code_digest()

    def mount(self, app: Sphinx) -> None:
        """Check the playbook, tell the findings and mount its pages; the handler of ``builder-inited``."""
        playbook = self.playbook
        assert playbook is not None  # noqa: S101  (configure ran, or Sphinx has stopped)
        today = _today(app.config)
        verdict = examine(playbook, today=today)
        wanted = (item for item in verdict.findings if app.config.stagebook_tell == "all" or is_fault(item))
        # Where drafts have pages, a role that names one leads there.
        tell([item for item in wanted if not (app.config.stagebook_drafts and item.code == "SB107" and item.about)])
        context = Context(
            playbook,
            today,
            findings=verdict.findings,
            waived=verdict.waived,
            history=history_of(playbook.root),
            drafts=app.config.stagebook_drafts,
        )
        book = Book(context)
        domain: PlaybookDomain = app.env.domains["playbook"]  # type: ignore[assignment]
        domain.book = book
        tell_once(domain)
        domain.for_html = app.builder.format == "html"
        project = mounted(app.project, Path(app.doctreedir) / STAMPS, book.makers)
        app.project = app.env.project = project
        # Stamps of hand-written pages do no harm, and which pages those are is known only later.
        for docname in book.makers:
            touch(app, domain, docname)


def is_fault(finding: Finding) -> bool:
    """Tell a fault in the files (families 0 and 1, and dead links between pages) from a gap in what they say."""
    return finding.code.startswith(("SB0", "SB1")) or finding.span.path.startswith(f"{SOURCE}/")


def tell(findings: list[Finding] | tuple[Finding, ...]) -> None:
    """Hand the findings to Sphinx's log, so that ``-W`` fails on them and ``suppress_warnings`` silences them."""
    for finding in findings:
        line = logger.info if finding.severity is Severity.INFO else logger.warning
        fix = f"; {finding.fix}" if finding.fix else ""
        # Without a line Sphinx would take the path for the name of a document.
        location = str(finding.span if finding.span.line else finding.span._replace(line=1, column=1))
        if finding.severity is Severity.INFO:
            line("%s: %s %s%s", location, finding.code, finding.message, fix)
        else:
            line(
                "%s %s%s", finding.code, finding.message, fix, location=location, type="stagebook", subtype=finding.code
            )


def _root(app: Sphinx, config: Config) -> Path:
    if config.stagebook_root:
        return Path(app.confdir, str(config.stagebook_root)).resolve()
    for folder in (Path(app.confdir), Path(app.srcdir), Path(app.srcdir).parent):
        if (folder / DATA).is_dir():
            return folder
    message = (
        f"no playbook found: no folder `{DATA}/` beside conf.py or the source folder; set `stagebook_root` in conf.py"
    )
    raise ConfigError(message)


def _today(config: Config) -> date:
    """Give the day that the handbook is built for: as configured, or the clock's."""
    if config.stagebook_today:
        try:
            return date.fromisoformat(str(config.stagebook_today))
        except ValueError:
            message = f"stagebook_today is “{config.stagebook_today}”; expected a date such as 2026-03-31"
            raise ConfigError(message) from None
    return datetime.now(UTC).astimezone().date()


def _defaults(app: Sphinx, config: Config, playbook: Playbook) -> None:
    """Fill in what neither ``conf.py`` nor the command line sets."""
    settings = playbook.settings
    chosen = {*config._raw_config, *config.overrides}  # noqa: SLF001  (Sphinx has no other way to tell what a user set)

    def default(name: str, value: Any) -> None:  # noqa: ANN401  (settings are of every type)
        if name not in chosen:
            setattr(config, name, value)

    default("project", playbook.title)
    default("html_title", playbook.title)
    default("html_short_title", playbook.title)
    default("author", playbook.company.name)
    default("copyright", playbook.company.name)
    default("version", version_of(playbook))
    default("release", version_of(playbook))
    default("html_theme", "pydata_sphinx_theme")
    default("html_copy_source", False)
    default("html_show_sourcelink", False)
    default("html_show_sphinx", False)
    default("html_use_index", False)
    default("html_sidebars", {"**": ["sb-sidebar"]})
    default("html_favicon", str(ASSETS / "logo.svg"))
    default("html_theme_options", {})
    default("html_last_updated_fmt", None)
    default("myst_enable_extensions", ["colon_fence", "deflist", "attrs_inline"])
    default("myst_fence_as_directive", {"mermaid"})
    default("myst_heading_anchors", 3)
    if settings.site_url:
        default("html_baseurl", settings.site_url)
    if "language" not in chosen and settings.language != config.language:
        config.language = settings.language
        # Sphinx chose its messages before any extension had a say.
        app.translator, _ = init_locale([None, str(package_dir / "locale")], settings.language)
    if config.html_theme == "pydata_sphinx_theme":
        config.html_theme_options = {**THEME_OPTIONS, **config.html_theme_options}
    config.templates_path = [*config.templates_path, str(TEMPLATES)]
    config.html_static_path = [*config.html_static_path, str(ASSETS)]
    config.mermaid_output_format = "svg"
    config.suppress_warnings = [*config.suppress_warnings, "toc.not_included"]
    app.add_css_file("diagrams.css")
    app.add_css_file("stagebook.css")
    app.add_css_file("palette.css")
    app.add_css_file("reader.css")
    app.add_js_file("reader.js", loading_method="defer")


def _code_digest() -> str:
    """Give a text that changes with our own code, so that a newer program makes all pages anew."""
    made = hashlib.blake2b(stagebook.__version__.encode(), digest_size=8)
    package = Path(stagebook.__file__).parent
    for path in sorted([*package.rglob("*.py"), *package.rglob("*.html")]):
        state = path.stat()
        made.update(f"{path.name}{state.st_mtime_ns}{state.st_size}".encode())
    return made.hexdigest()
