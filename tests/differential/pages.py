"""Compares paginators and waiters with botocore's, which evaluates paths with jmespath.py, on random outputs.

Run by `cargo xtask differential --pages`.
"""

import argparse
import datetime
import json
import math
import random
import re
import subprocess
import sys
from pathlib import Path

import jmespath.exceptions
from botocore.loaders import ExtrasProcessor
from botocore.model import ServiceModel
from botocore.paginate import Paginator
from botocore.waiter import WaiterModel

from invent import Inventor, JsonText

# Differences shown per service.
SHOWN = 5


def main():
    """Runs the cases of each service; the exit status is 3 if a difference was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("services", nargs="+", metavar="NAME=MODEL", help="services, with the files of their models")
    parser.add_argument("--peer", required=True, help="the program that answers lines of JSON")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--cases", type=int, default=20, help="cases for each paginator and each waiter")
    arguments = parser.parse_args()
    asked = []
    for name, file in (pair.split("=", 1) for pair in arguments.services):
        asked += cases(name, Path(file), random.Random(f"{arguments.seed}/{name}"), arguments.cases)
    lines = "\n".join(json.dumps(line) for line, _ in asked)
    answers = subprocess.run(
        [arguments.peer, *arguments.services], input=lines, capture_output=True, text=True, check=True
    ).stdout.rstrip("\n").split("\n")
    counts, differences = {"tokens": 0, "accepted": 0}, []
    ends = {"tokens": 0, "accepted": 0}
    for (line, expected), answer in zip(asked, answers, strict=True):
        got = json.loads(answer)
        kind = next(iter(got))
        counts[kind] += 1
        ends[kind] += expected is not None
        if got[kind] != expected:
            differences.append((line, expected, got[kind]))
    for line, expected, got in differences[:SHOWN]:
        print(f"{json.dumps(line)[:2000]}\n  botocore: {expected}\n  ours:     {got}")
    print(
        f"paginators: {counts['tokens']} outputs, {ends['tokens']} with a next page; "
        f"waiters: {counts['accepted']} answers, {ends['accepted']} accepted; {len(differences)} differences"
    )
    return 3 if differences else 0


def load(folder, stem):
    """A sidecar merged with its overlays; none if it does not exist."""
    file = folder / f"{stem}.json"
    if not file.exists():
        return {}
    model = json.loads(file.read_text(encoding="utf-8"))
    beside = sorted(folder.glob(f"{stem}.*-extras.json"))
    ExtrasProcessor().process(model, [json.loads(extra.read_text(encoding="utf-8")) for extra in beside])
    return model


def cases(name, file, source, count):
    """Lines for our side, each with botocore's answer."""
    model = ServiceModel(load(file.parent, file.stem))
    for operation, config in load(file.parent, "paginators-1").get("pagination", {}).items():
        described = model.operation_model(operation)
        pages = Paginator(lambda **_: None, config, described).paginate()
        for _ in range(count):
            output = invented(source, described.output_shape, source.choice([[], [], [""]]))
            tokens = pages._get_next_token(output)
            tokens = None if all(token is None for token in tokens.values()) else tokens
            yield {"service": name, "operation": operation, "output": output}, tokens
    waiters = load(file.parent, "waiters-2")
    if not waiters:
        return
    described = WaiterModel(waiters)
    for waiter in described.waiter_names:
        config = described.get_waiter(waiter)
        shape = model.operation_model(config.operation).output_shape
        texts = words(config)
        for _ in range(count):
            line = {"service": name, "waiter": waiter, "status": source.choice([200, 200, 404, *statuses(config)])}
            if source.random() < 0.3:
                line["error"] = source.choice([*texts, "Other"])
                response = {"Error": {"Code": line["error"], "Message": ""}}
            else:
                line["output"] = invented(source, shape, texts)
                response = dict(line["output"])
            response["ResponseMetadata"] = {"HTTPStatusCode": line["status"]}
            yield line, accepted(config, response)


def accepted(config, response):
    """The index of botocore's first acceptor that matches."""
    for index, acceptor in enumerate(config.acceptors):
        try:
            if acceptor.matcher_func(response):
                return index
        except jmespath.exceptions.JMESPathError:
            # botocore ends with this error; ours does not match, as Smithy says.
            continue
    return None


def words(config):
    """Texts that acceptors expect or compare with."""
    texts = [acceptor.expected for acceptor in config.acceptors if isinstance(acceptor.expected, str)]
    for acceptor in config.acceptors:
        texts += re.findall(r"'([^']*)'", acceptor.argument or "")
    return texts


def statuses(config):
    """Statuses that acceptors expect."""
    return [acceptor.expected for acceptor in config.acceptors if acceptor.matcher == "status"]


def invented(source, shape, texts):
    """A random output as JSON; many of its texts are those that acceptors expect."""
    if shape is None:
        return {}
    # One text for all, so that acceptors for all elements of a list have a chance.
    only = source.choice(texts) if texts and source.random() < 0.5 else None
    return plain(Inventor(source, "restJson1", is_response=True).top(shape), source, texts, only)


def plain(value, source, texts, only):
    """A value of Python as JSON."""
    if isinstance(value, dict):
        return {name: plain(inner, source, texts, only) for name, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner, source, texts, only) for inner in value]
    if isinstance(value, str):
        if only is not None:
            return only
        return source.choice(texts) if texts and source.random() < 0.5 else value
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, datetime.datetime):
        return value.timestamp()
    if isinstance(value, (bytes, JsonText)):
        return "x"
    return value


if __name__ == "__main__":
    sys.exit(main())
