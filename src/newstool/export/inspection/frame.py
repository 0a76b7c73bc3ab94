"""The frame of every page: its style, its script, and the policy that lets nothing else in."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from string import Template

from newstool.export.inspection.markup import Html, plain, tag

_FOLDER = Path(__file__).parent


def page(title: str, *body: Html, kind: str) -> str:
    """A whole page that needs nothing beside itself. `kind` is a class of its body.

    The policy allows its one style and its one script by their hashes, and nothing else: what got
    into a page by a mistake of ours would neither run nor load anything.
    """
    style, script = _asset("inspection.css"), _asset("inspection.js")
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}';"
        " base-uri 'none'; form-action 'none'"
    )
    return Template(_asset("frame.html")).substitute(
        policy=policy,
        title=plain(title),
        style=style,
        body=tag("body", *body, cls=kind),
        script=script,
    )


@cache
def _asset(name: str) -> str:
    return (_FOLDER / name).read_text("utf-8").strip()


@cache
def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
