"""`newstool learn`, and `clean --learn`: what a batch shows of its sources' furniture, as rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import closing

from msgspec import Struct

from newstool.cli.console import counted
from newstool.cli.destinations import open_output, text_on_screen
from newstool.cli.one_run import NOTHING_FOUND, Run, read_as_of, settings_of
from newstool.cli.options import Common
from newstool.export.columns import default_columns
from newstool.model.errors import UsageError
from newstool.model.own_rules import OwnRule
from newstool.runs.batch import Done, run
from newstool.runs.inputs import RawInput
from newstool.runs.learning.deciding import Learned
from newstool.runs.learning.observing import BY_DIRECTORY, BY_SITE, Observed, ObserveWork
from newstool.runs.learning.sampling import Sample
from newstool.runs.learning.writing import learn_all, rules_text, why_nothing
from newstool.vocabulary.own_rules.loading import parse_rules


class LearnOptions(Struct, frozen=True):
    """What `learn` can be told besides the common options."""

    by: str = BY_SITE


def learn(common: Common, options: LearnOptions) -> int:
    """A batch to a file of rules; returns the exit code. Raises `UsageError`, `OutputError`."""
    _check_by(options.by)
    batch = Run(common, "article")
    sample = Sample()

    def take(done: Done[Observed]) -> None:
        sample.add(done.value)

    work = ObserveWork(read_as_of(common), settings_of(common), options.by)
    batch.each(work, None, take)
    if batch.interrupted is not None:
        return batch.exit_code()
    learned = learn_all(sample)
    if not learned:
        batch.talk.say(f"nothing was learned: {why_nothing(sample)}")
        return NOTHING_FOUND
    sink = open_output(common, text_on_screen)
    sink.write(rules_text(learned, sample, options.by).encode())
    sink.close()
    _say_learned(batch, learned, sample)
    return batch.exit_code()


def rules_of_batch(batch: Run, inputs: Iterable[RawInput], by: str = BY_SITE) -> list[OwnRule]:
    """What the inputs that a run is about to read show; says how much that is."""
    common = batch.common
    sample = Sample()
    work = ObserveWork(read_as_of(common), settings_of(common), by)
    with closing(run(iter(inputs), work, jobs=common.jobs, timeout=common.timeout)) as results:
        for result in results:
            if isinstance(result, Done):
                sample.add(result.value)
    learned = learn_all(sample)
    if not learned:
        batch.talk.say(f"nothing was learned: {why_nothing(sample)}")
        return []
    _say_learned(batch, learned, sample)
    return list(parse_rules(rules_text(learned, sample, by), "learned"))


def _say_learned(batch: Run, learned: Sequence[Learned], sample: Sample) -> None:
    """'learned 12 rules of 3 sources from 60 articles', where a summary is wanted."""
    if sample.leaves_out:
        batch.talk.say("there are more sources than can be looked at: some were left out")
    if batch.wants_summary():
        rules, sources = len(learned), len({rule.source for rule in learned})
        articles = counted(sample.seen, "article")
        said = f"learned {counted(rules, 'rule')} of {counted(sources, 'source')} from {articles}"
        batch.talk.say(said, always=batch.common.summary is True)


def _check_by(by: str) -> None:
    if by not in (BY_SITE, BY_DIRECTORY, *default_columns()):
        hint = f"say {BY_SITE}, {BY_DIRECTORY} or a field: newstool fields lists them"
        raise UsageError(f"--by {by!r} names nothing", hint=hint)
