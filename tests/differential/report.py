"""Counts differences by kind, with examples."""

import re

from cases import request_of
from departures import explain

# Maximum number of examples per kind.
EXAMPLES = 3


class Report:
    """Results of the cases of a service."""

    def __init__(self, service, operations, streaming):
        self.service = service
        self.operations, self.streaming = operations, streaming
        self.counts = {"request": 0, "output": 0, "error": 0}
        self.agreed, self.disagreed = 0, 0
        self.known, self.unknown = {}, {}
        self.last = None

    def add(self, case, answer):
        """Judges a case."""
        self.counts[case.what.split()[0]] += 1
        found = case.differences(answer)
        self.last = (case, answer, found)
        is_known = True
        for difference in found:
            row = explain(difference, case, request_of(answer) if "uri" in answer else None)
            if row is not None:
                examples = self.known.setdefault(row, [])
            else:
                is_known = False
                examples = self.unknown.setdefault(kind_of(case, difference), [])
            examples.append((case.name, difference))
        if is_known:
            self.agreed += 1
        else:
            self.disagreed += 1

    def print(self, shows_all=False):
        """Writes the report."""
        counts = ", ".join(f"{count} {what}s" for what, count in self.counts.items())
        print(f"{self.service.name}: {self.service.protocol}, {len(self.operations)} operations, {counts}")
        if self.streaming:
            print(f"  not compared, since they stream events: {', '.join(self.streaming)}")
        for row, examples in self.known.items():
            print(f"  known: {row.name}, {len(examples)} times ({row.whose}): {row.why}")
            print(f"    {row.source}")
            self.print_examples(examples[:1])
        for kind, examples in self.unknown.items():
            print(f"  DISAGREED: {kind}, {len(examples)} times")
            self.print_examples(examples[:EXAMPLES])
        if shows_all and self.last is not None:
            case, answer, _ = self.last
            print(f"  line: {case.line()}\n  answer: {answer}\n  value: {case.value}")
        print(f"  {self.agreed} agreed, {self.disagreed} disagreed", flush=True)

    def print_examples(self, examples):
        """Writes cases with what each side has."""
        for name, difference in examples:
            print(f"    {name}: {difference.place}")
            print(f"      ours:     {short(difference.ours)}\n      botocore: {short(difference.theirs)}")


def print_verdict(reports):
    """Writes the last line, over all services."""
    agreed = sum(report.agreed for report in reports)
    disagreed = sum(report.disagreed for report in reports)
    known = {row.name for report in reports for row in report.known}
    print(f"{agreed} agreed, {disagreed} disagreed ({len(known)} known kinds)")


def kind_of(case, difference):
    """The kind of a difference: its location, without names specific to the case."""
    place, _, whose = difference.place.partition(", ")
    where = re.sub(r"[.\[/].*", "", place)
    return ", ".join(filter(None, [case.what.split()[0], where, whose]))


def short(value):
    """A value on one line."""
    shown = repr(value)
    return shown if len(shown) <= 300 else shown[:300] + "…"
