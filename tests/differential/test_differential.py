"""Tests of the comparison itself: it accepts equal results and finds differences.

A comparison that finds nothing says nothing, unless it is known to find what is there.
"""

import math
import random
import unittest
from pathlib import Path

import cbor
import compare
import forms
from cases import Case, body_of, named, plan
from departures import explain
from model import Service, read
from peer import Botocore

ROOT = Path(__file__).resolve().parent.parent.parent
CONNECT = Service("connect", read(ROOT / "models/connect/service-2.json"))


def everything(protocol):
    """A model with shapes of all kinds, except those unsupported by RPC protocols."""
    model = read(Path(__file__).with_name("everything.json"))
    if protocol == "ec2Query":
        del model["operations"]["Put"]["output"]["resultWrapper"]
    if not protocol.startswith("rest"):
        for shape in model["shapes"].values():
            for member in shape.get("members", {}).values():
                is_bound = member.pop("location", None) is not None
                if is_bound or protocol.startswith(("awsJson", "rpc")):
                    member.pop("locationName", None)
    return Service("everything", model, protocol)


PROTOCOLS = ["restJson1", "restXml", "awsQuery", "ec2Query", "awsJson1_1", "rpcv2Cbor"]
EVERYTHING = [everything(protocol) for protocol in PROTOCOLS]


def answered_by_botocore(case):
    """The answer of our side, simulated with botocore."""
    operation = case.operation
    if case.what == "request":
        made = case.botocore.request(operation, case.value)
        return {"method": made.method, "uri": made.uri, "headers": made.headers, **body_of(made.body)}
    if case.what == "output":
        shape = operation.output_shape
        return {"output": forms.to_wire(shape, case.botocore.output(operation, case.response)) if shape else {}}
    found = case.botocore.error(operation, case.response)
    if case.shape is not None:
        found["fields"] = forms.to_wire(case.shape, found["fields"])
    return {"error": found}


def cases(service, count):
    """The first cases of a service."""
    botocore = Botocore(service)
    operations, _ = service.operations()
    return [Case(botocore, 0, *row) for row in plan(operations, count)]


class Cases(unittest.TestCase):
    """Generated values and their encodings."""

    def test_a_seed_gives_the_same_cases(self):
        for one, other in zip(cases(CONNECT, 200), cases(CONNECT, 200)):
            self.assertEqual(one.line(), other.line())

    def test_a_case_is_found_by_its_name(self):
        operations, _ = CONNECT.operations()
        for case in cases(CONNECT, 40):
            [row] = named(operations, case.name)
            self.assertEqual(Case(case.botocore, 0, *row).name, case.name)

    def test_every_operation_has_its_turn(self):
        operations, _ = CONNECT.operations()
        rows = list(plan(operations, 5 * len(operations)))
        for what in ("request", "output"):
            self.assertEqual({row[0].name for row in rows if row[1] == what}, {held.name for held in operations})

    def test_botocore_reads_what_was_sent(self):
        for service in (CONNECT, *EVERYTHING):
            for case in cases(service, 300):
                with self.subTest(case.name, protocol=service.protocol):
                    if case.what == "output" and case.operation.output_shape is not None:
                        found = case.botocore.output(case.operation, case.response)
                        differences = forms.differences(case.operation.output_shape, found, case.value)
                        # It has an empty map if no header has the prefix.
                        self.assertEqual([row for row in differences if row[1] != {}], [])

    def test_botocore_agrees_with_itself(self):
        for service in (CONNECT, *EVERYTHING):
            for case in cases(service, 300):
                with self.subTest(case.name, protocol=service.protocol):
                    differences = case.differences(answered_by_botocore(case))
                    # If both are wrong, only botocore is: it omits unmodelled parts of XML errors.
                    self.assertEqual([row for row in differences if "both are wrong" not in row.place], [])


class Faults(unittest.TestCase):
    """All errors in an answer are found, and are of no known kind."""

    def found(self, what, damage):
        """Corrupts answers until a difference is found."""
        for case in cases(CONNECT, 400):
            if case.what != what:
                continue
            answer = answered_by_botocore(case)
            if damage(answer):
                differences = case.differences(answer)
                self.assertNotEqual(differences, [], case.name)
                self.assertIsNone(explain(differences[0], case))
                return
        self.fail("no case has what is to be damaged")

    def test_a_wrong_method(self):
        self.found("request", lambda answer: answer.update(method="TRACE") is None)

    def test_a_wrong_path(self):
        self.found("request", lambda answer: answer.update(uri=answer["uri"].replace("/", "//", 1)) is None)

    def test_a_header_too_many(self):
        self.found("request", lambda answer: answer["headers"].update({"x-more": "1"}) is None)

    def test_a_query_spelled_otherwise(self):
        def damage(answer):
            path, _, query = answer["uri"].partition("?")
            answer["uri"] = f"{path}?{query.lower()}"
            return query != query.lower()

        self.found("request", damage)

    def test_a_body_with_another_member(self):
        def damage(answer):
            has_body = len(answer.get("body", "")) > 2
            answer["body"] = '{"Zz": 1}'
            return has_body

        self.found("request", damage)

    def test_a_member_lost(self):
        self.found("output", lambda answer: bool(answer["output"] and answer["output"].popitem()))

    def test_a_wrong_code(self):
        self.found("error", lambda answer: answer["error"].update(code="Other") is None)

    def test_an_answer_that_is_a_failure(self):
        self.found("request", lambda answer: answer.update(failed="why") is None)


class Rows(unittest.TestCase):
    """Each row explains only its own kind of difference."""

    def row_of(self, input_value, ours, theirs):
        """The name of the row that explains two spellings of a number in a request."""
        case = next(held for held in cases(everything("awsQuery"), 20) if held.what == "request")
        case.value = input_value
        row = explain(compare.Difference("body `x`", ours, theirs), case, None)
        return row and row.name

    def test_a_narrow_number_is_one_by_its_type(self):
        narrow = "narrow number digits"
        self.assertEqual(self.row_of({"Narrow": 0.123456789012}, "0.12345679", "0.123456789012"), narrow)
        self.assertIsNone(self.row_of({"Real": 0.123456789012}, "0.12345679", "0.123456789012"))

    def test_a_truncated_instant_is_no_narrow_number(self):
        # Equal as 32-bit floats.
        self.assertIsNone(self.row_of({"Narrow": 0.5}, "1706933106.123", "1706933106.123456"))
        self.assertIsNone(self.row_of({"Narrow": 0.5}, "1706933100", "1706933106.123456"))


class Comparison(unittest.TestCase):
    """Equivalent encodings."""

    def test_white_space_between_elements_says_nothing(self):
        self.assertEqual(compare.bodies(b"<a>\n <b> x</b>\n</a>", b"<a><b> x</b></a>", "restXml"), [])
        self.assertNotEqual(compare.bodies(b"<a><b>x</b></a>", b"<a><b> x</b></a>", "restXml"), [])

    def test_a_namespace_is_part_of_a_name(self):
        self.assertNotEqual(compare.bodies(b'<a xmlns="u"/>', b"<a/>", "restXml"), [])

    def test_true_is_no_number(self):
        self.assertNotEqual(compare.bodies(b'{"a": true}', b'{"a": 1}', "restJson1"), [])
        self.assertEqual(compare.bodies(b'{"a": 1.0, "b": []}', b'{"b":[],"a":1}', "restJson1"), [])

    def test_the_order_of_a_form_counts(self):
        self.assertNotEqual(compare.bodies(b"a=1&b=2", b"b=2&a=1", "awsQuery"), [])
        self.assertEqual(compare.bodies(b"a=%20", b"a=+", "awsQuery"), [])

    def test_cbor_comes_back_from_every_spelling(self):
        value = {"a": [1, -1, 2**64 - 1, -(2**63)], "b": b"\x00\xff", "c": "ü", "d": {"e": None}, "f": [True, 0.1, 1.5]}
        for seed in range(50):
            self.assertEqual(cbor.decode(cbor.Encoder(random.Random(seed)).encode(value)), value)
        self.assertTrue(math.isnan(cbor.decode(cbor.Encoder(random.Random(0)).encode(math.nan))))
        with self.assertRaises(ValueError):
            cbor.decode(b"\x01\x01")


if __name__ == "__main__":
    unittest.main()
