"""The digest as one HTML page: for a mail program, a browser, a phone, by day and by night.

Nothing in it is fetched: no image, font or script. Colours and sizes are written into each element, since mail
programs drop style sheets; the dark colours stay in one, which the others ignore.
"""

from __future__ import annotations

import re
from functools import cache

import css_inline
from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from monitor.digest.as_alarm import alarm_rows
from monitor.digest.as_alert import alert_of
from monitor.digest.page import page
from monitor.digest.parts import WHOLE, Part, expected, within
from monitor.digest.subject import subject
from monitor.model.limits import Limits
from monitor.model.message import Digest

_AFTER_NUMBER = re.compile(r"(?<=\d) (?=[^\W\d])|(?<=[^\W\d]) (?=\d{4}\b)")


def html(digest: Digest, part: Part = WHOLE, limits: Limits | None = None) -> str:
    """The digest, or one part of it; every word from outside is escaped, every link is http or https."""
    if digest.kind == "alarm":
        return _finished(_render("alarm.html", rows=alarm_rows(digest), subject=subject(digest), language="en"))
    if digest.kind == "alert":
        content = alert_of(digest, limits)
        return _finished(_render("alert.html", alert=content, subject=subject(digest), language=digest.frame))
    whole = page(digest, limits)
    lines = within(whole, part)
    written = _render(
        "digest.html",
        page=lines,
        part=part,
        subject=subject(digest),
        language=digest.frame,
        say=lines.frame.say,
        more_words=lambda n: lines.frame.count("more_word", n),
        stories=[story for story in lines.stories if not story.brief],
        brief=[story for story in lines.stories if story.brief],
        expected=expected(lines, whole, part),
    )
    return _finished(written)


def _render(template: str, **content: object) -> str:
    return _template(template).render(content)


def _finished(written: str) -> str:
    return _inliner().inline(written).replace("</head>", f"<style>{_dark()}</style></head>", 1)


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("monitor.digest", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["unbroken"] = _unbroken
    return made


def _unbroken(line: str) -> str:
    """A number stays on the row of what it counts: "1 correction", "16 May 2024"."""
    return _AFTER_NUMBER.sub("\u00a0", line)


@cache
def _template(name: str) -> Template:
    return _environment().get_template(name)


@cache
def _dark() -> str:
    return _template("dark.css").render()


@cache
def _inliner() -> css_inline.CSSInliner:
    return css_inline.CSSInliner(load_remote_stylesheets=False, minify_css=True)
