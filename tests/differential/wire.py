"""Sends cases as JSON lines to a program that writes one answer per line."""

import contextlib
import json
import subprocess
import threading
from collections import deque


class Wire:
    """A running `cargo xtask wire`."""

    def __init__(self, command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdout.close()
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.close()
        self.process.wait()

    def answers(self, cases):
        """Each case with its answer. Lines are sent ahead by a thread, since neither side waits for the other."""
        waiting, failures = deque(), []
        ready = threading.Semaphore(0)

        def send():
            try:
                for case in cases:
                    line = json.dumps(case.line())
                    waiting.append(case)
                    ready.release()
                    self.process.stdin.write(line.encode("utf-8") + b"\n")
                self.process.stdin.close()
            except Exception as error:
                failures.append(error)
                self.process.kill()
            waiting.append(None)
            ready.release()

        sender = threading.Thread(target=send, daemon=True)
        sender.start()
        while True:
            ready.acquire()
            case = waiting.popleft()
            if case is None:
                break
            yield case, self.read(case)
        sender.join()
        if failures:
            raise failures[0]

    def read(self, case):
        """The answer to a case."""
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"{case.name}: the program that answers has ended")
        return json.loads(line)
