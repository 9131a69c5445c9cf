"""Compares our codecs with botocore's on random requests and responses of service models.

Run by `cargo xtask differential`, which makes what this imports and builds what it speaks to.
"""

import argparse
import sys

from cases import Case, named, plan
from model import Service, read
from peer import Botocore
from report import Report, print_verdict
from wire import Wire


def main():
    """Runs the cases of each service; the exit status is 3 if a difference is unknown."""
    arguments = parse()
    reports = []
    for name, model in (pair.split("=", 1) for pair in arguments.services):
        reports.append(run(Service(name, read(model), arguments.protocol), arguments))
    print_verdict(reports)
    # Python itself exits with 1 on failure.
    return 3 if any(report.disagreed for report in reports) else 0


def run(service, arguments):
    """Runs the cases of a service."""
    operations, streaming = service.operations()
    command = [*arguments.wire.split("\n"), service.name]
    if arguments.protocol:
        command += ["--protocol", arguments.protocol]
    if arguments.operations:
        command += ["--operations", arguments.operations]
        wanted = arguments.operations.split(",")
        operations = [operation for operation in operations if operation.name in wanted]
    rows = named(operations, arguments.only) if arguments.only else plan(operations, arguments.cases)
    report, botocore = Report(service, operations, streaming), Botocore(service)
    with Wire(command) as wire:
        cases = (Case(botocore, arguments.seed, *row) for row in rows)
        for case, answer in wire.answers(cases):
            report.add(case, answer)
    report.print(shows_all=bool(arguments.only))
    return report


def parse():
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("services", nargs="+", metavar="NAME=MODEL", help="services, with the files of their models")
    parser.add_argument("--wire", required=True, help="the command that answers lines of JSON, a word a line")
    parser.add_argument("--protocol", help="the protocol, if it is not the preferred one")
    parser.add_argument("--operations", help="these operations only, separated by commas")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--cases", type=int, default=5000)
    parser.add_argument("--only", help="one case by its name, with all that was sent and answered")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
