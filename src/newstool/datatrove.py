"""newstool as an extractor in a datatrove pipeline: pages to texts.

from newstool.datatrove import NewstoolExtractor
LocalPipelineExecutor([WarcReader("crawl/"), NewstoolExtractor(), JsonlWriter("texts/")]).run()
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from datatrove.pipeline.extractors.base import BaseExtractor, ExtractorSandbox
from datatrove.utils.typeshelper import StatHints

from newstool.containers.documents import decode_all
from newstool.export.columns import check_columns, pick
from newstool.model.article import Document
from newstool.model.errors import NewstoolError
from newstool.model.read_as import ReadAs
from newstool.runs.work import warm_up
from newstool.vocabulary.own_rules import settings_from

_FIELDS = ("title", "authors", "date_published", "language", "site_name")


class NewstoolExtractor(BaseExtractor):  # type: ignore[misc]
    """Replaces a page by its article's text, and puts fields of its record into `metadata`.

    The page's URL is taken from `metadata["url"]`, if a reader put it there. Pages without an
    article are dropped, and so are those that take longer than `timeout` seconds or end the
    process that reads them; the statistics count them by reason.
    """

    name = "📰 newstool"

    def __init__(
        self, timeout: float = 10, fields: Sequence[str] = _FIELDS, **settings: Any
    ) -> None:
        """`fields` are columns as of `newstool export`; the settings those of `newstool.parse`."""
        super().__init__(timeout)
        self.fields = check_columns(fields)
        self.settings = settings_from(settings)

    def extract(self, text: str) -> str:
        """The text of a page, or '' where it has no article."""
        found = self.read(text, None)
        return str(found["text"]) if "text" in found else ""

    def read(self, html: str, url: str | None) -> dict[str, object]:
        """The text and the fields of a page, or the `error` that there was; never raises."""
        # An exception would end datatrove's process, and with it what it has loaded.
        from newstool.pipeline import read_article

        try:
            for document in decode_all(html, ReadAs(url=url, format="html"), self.settings):
                if isinstance(document, Document):
                    record = read_article(document, self.settings)[0].to_dict()
                    return {"text": record["text"], "fields": pick(record, self.fields)}
        except NewstoolError as error:
            return {"error": type(error).__name__}
        except Exception as error:
            return {"error": f"internal error: {type(error).__name__}"}
        return {"error": "EmptyInputError"}

    def run(self, data: Any, rank: int = 0, world_size: int = 1) -> Any:  # noqa: ARG002
        """The documents that hold an article."""
        warm_up(self.settings)  # before datatrove forks: its time limit counts what is loaded
        with ExtractorSandbox(timeout=self.timeout, warmup_text=("", None)) as sandbox:
            for page in data:
                self.stat_update(StatHints.total)
                with self.track_time():
                    found = self._read_apart(sandbox, page)
                if not found.get("text"):
                    self.stat_update(StatHints.dropped, str(found.get("error", "NoArticleError")))
                    continue
                page.text = found["text"]
                page.metadata |= found["fields"]
                self.stat_update(StatHints.forwarded)
                self.update_doc_stats(page)
                yield page

    def _read_apart(self, sandbox: Any, page: Any) -> Mapping[str, Any]:
        url = page.metadata.get("url")
        try:
            found: Mapping[str, Any] = sandbox.process_document(
                (page.text, url if isinstance(url, str) else None), self.read
            )
        except TimeoutError:
            return {"error": "timeout"}
        except (EOFError, OSError):
            return {"error": "broken_process"}
        return found
