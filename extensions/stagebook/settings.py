"""The settings of a playbook: what ``playbook.yaml`` says beside its records."""

import re
from pathlib import PurePosixPath
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BeforeValidator, Field, PrivateAttr, model_validator

from stagebook.kinds import BY_FOLDER, BY_NAME
from stagebook.kinds.fields import Day, Function, Model, Percent, Period, Prose, Text, Url, choice, fault
from stagebook.kinds.own import OwnField
from stagebook.kinds.placing import place_in
from stagebook.spans import Span
from stagebook.yamlio.faults import shown
from stagebook.yamlio.reading import Map

FUNCTIONS = ("sales", "marketing", "product", "support", "finance", "legal", "executive")


class Forge(Model):
    """Where the playbook's repository is hosted, so that each page can lead to the file it comes from."""

    main: ClassVar[str] = "url"
    url: Url
    """The repository's address, such as https://github.com/example/playbook."""
    branch: Text = "main"
    """The branch that people edit."""
    kind: Annotated[Literal["github", "gitlab", "bitbucket"] | None, choice("github", "gitlab", "bitbucket")] = None
    """The kind of forge, where the address does not tell."""
    folder: Text = ""
    """The folder of the repository that holds `data/`, where it is not the top."""

    @property
    def form(self) -> str:
        """Which of the three forms of address the forge uses; GitHub's where nothing tells otherwise."""
        if self.kind:
            return self.kind
        host = self.url.lower()
        return next((name for name in ("gitlab", "bitbucket") if name in host), "github")

    def edit_url(self, path: str, line: int = 0) -> str:
        """Give the address at which a file of the playbook is edited or shown at a line.

        GitHub and GitLab open an editor; only their file view knows lines, so with a line that view is the target.
        """
        from urllib.parse import quote  # noqa: PLC0415

        base = self.url.rstrip("/").removesuffix(".git")
        where = quote("/".join(part for part in (self.folder.strip("/"), path) if part))
        branch = quote(self.branch)
        if self.form == "gitlab":
            return f"{base}/-/blob/{branch}/{where}" + (f"#L{line}" if line else "")
        if self.form == "bitbucket":
            return f"{base}/src/{branch}/{where}" + (f"#lines-{line}" if line else "")
        return f"{base}/blob/{branch}/{where}" + (f"?plain=1#L{line}" if line else "")


class Limits(Model):
    """The bounds that checks hold the playbook to."""

    evidence_age: Period = "18 months"
    """The age beyond which evidence counts as old."""
    customer_share: Percent = 30
    """The share of revenue, in percent, that the largest customer may bring before the market is one customer."""
    session_every: Period = "1 year"
    """How often the audience framework is to be renewed."""
    session_functions: tuple[Function, ...] = Field(FUNCTIONS, validate_default=True)
    """The functions expected in a framework session."""


class Waiver(Model):
    """A finding that the company has looked at and lives with for a while."""

    rule: Text
    """The rule's code, such as SB402, or its name."""
    record: Text
    """The record, as `kind/id`."""
    reason: Prose
    """Why it is all right for now."""
    until: Day
    """The day on which the waiver ends."""
    by: Text = ""
    """Who decided it: a team or a function."""

    _source: Map | None = PrivateAttr(default=None)

    def place_of(self, *where: str) -> Span:
        """Give where a field of the waiver stands; without a name where the waiver begins."""
        return place_in(self._source, where) if self._source is not None else Span("")


def _language(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*", value):
        raise fault("SB012", f"{shown(value)} is no language", fix="write a code such as en, de or pt_BR")
    return value


def _beside(value: str) -> str:
    path = PurePosixPath(value)
    if path.is_absolute() or ".." in path.parts or path.parts[:1] in {(), ("data",)} or "\0" in value:
        fix = "write the path of a file below the playbook's folder and outside data/, such as baseline.yaml"
        raise fault("SB012", f"{shown(value)} is no file beside data/", fix=fix)
    return value


def _kind(value: object) -> object:
    return BY_FOLDER[value].name if isinstance(value, str) and value in BY_FOLDER else value


class Settings(Model):
    """How the handbook looks, where it lives and how strictly it is checked."""

    title: Text = ""
    """The handbook's title; without it `How COMPANY sells`."""
    version: Text = ""
    """The version of the playbook, shown at the foot of each page."""
    language: Annotated[Text, AfterValidator(_language)] = "en"
    """The language of the site, such as en or de."""
    date_format: Text = "d MMMM yyyy"
    """How dates are written, in the letters of the Unicode standard: d MMMM yyyy gives 22 November 2026."""
    site_url: Url | None = None
    """The address at which the handbook is published."""
    contact: Url | None = None
    """Whom to ask about pages whose owner gives no contact."""
    forge: Forge | None = None
    """Where the repository is hosted."""
    review_every: dict[Annotated[str, choice("default", *BY_NAME)], Period] = Field(
        default_factory=lambda: {"default": "1 year"}
    )
    """How often records are to be reviewed: `default`, and by kind."""
    limits: Limits = Field(default_factory=lambda: Limits.model_validate({}))
    """The bounds that checks hold the playbook to."""
    rules: dict[str, Annotated[str, choice("error", "warning", "info", "off")]] = Field(default_factory=dict)
    """The severity of a rule by its code or name: error, warning, info or off."""
    baseline: Annotated[Text, AfterValidator(_beside)] = ""
    """The file of known findings, from the playbook's folder on: `check` and `build --strict` count new ones only."""

    @model_validator(mode="before")
    @classmethod
    def _one_period(cls, value: Any) -> Any:  # noqa: ANN401  (whatever the file holds)
        """Let `review_every: 6 months` stand for the default of all kinds."""
        if isinstance(value, dict) and isinstance(value.get("review_every"), str):
            return {**value, "review_every": {"default": value["review_every"]}}
        return value

    _source: Map | None = PrivateAttr(default=None)

    def place_of(self, *where: str, key: bool = False) -> Span:
        """Give where a setting stands in the file; with ``key`` where its name does."""
        return place_in(self._source, where, key=key) if self._source is not None else Span("")


class PlaybookFile(Model):
    """The top level of ``playbook.yaml``, apart from the records that may stand in it."""

    settings: Settings = Field(default_factory=lambda: Settings.model_validate({}))
    """How the handbook looks, where it lives and how strictly it is checked."""
    fields: dict[Annotated[str, choice(*BY_NAME), BeforeValidator(_kind)], dict[str, OwnField]] = Field(
        default_factory=dict
    )
    """Further fields of the company's own, by kind and name."""
    waivers: tuple[Waiver, ...] = ()
    """Findings that the company has looked at and lives with for a while."""
