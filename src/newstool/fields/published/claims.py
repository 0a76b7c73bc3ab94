"""A place's claim about the article's dates: what readers of dates pass to one another."""

from __future__ import annotations

from newstool.dates import ReadDate
from newstool.model.candidates import Candidate

# `role` is one of `dates.labels.Role`; `place` groups the places that a page's software fills from
# one value: given, header, json-ld, json-ld-page, json-ld-other, meta, microdata, url, line, time
# or script.
Claim = Candidate[ReadDate]
