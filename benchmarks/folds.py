"""Which fold a page belongs to, so that no page is scored with weights fitted on its site."""

from __future__ import annotations

from hashlib import blake2b
from urllib.parse import urlsplit

FOLDS = 5

# Second-level labels under which a country's registry sells names: 'co' in bbc.co.uk. A site too
# many split in two would leak, two sites taken for one cost nothing, so the list may be short.
_REGISTRY_LABELS = frozenset(
    {
        *("ac", "asn", "co", "com", "edu", "ed", "gen", "go", "gob", "gouv", "gov", "gv", "id"),
        *("ltd", "mil", "ne", "net", "nom", "or", "org", "plc", "sch", "govt", "info", "gub"),
    }
)


def site_of(url: str | None) -> str:
    """The registrable domain of `url`: 'bbc.co.uk', 'example.org'; "" if there is no host.

    The last two labels of the host, three under a country's registry label such as `co.uk`.
    A host that is an address stays whole. Never raises.
    """
    try:
        host = (urlsplit(url or "").hostname or "").rstrip(".")
    except ValueError:
        return ""
    labels = host.split(".")
    if ":" in host or labels[-1].isdigit() or len(labels) < 3:
        return host
    under_registry = len(labels[-1]) == 2 and labels[-2] in _REGISTRY_LABELS
    return ".".join(labels[-3:] if under_registry else labels[-2:])


def fold_of(site: str, folds: int = FOLDS) -> int:
    """The fold of a site, 0 to `folds` - 1: the same on every machine and in every run."""
    return (
        int.from_bytes(blake2b(site.encode(errors="replace"), digest_size=8).digest(), "big")
        % folds
    )


def fold_of_page(url: str | None, page_id: str, folds: int = FOLDS) -> int:
    """The fold of a page: its site's, or by its id alone where the page has no address."""
    return fold_of(site_of(url) or page_id, folds)
