extension LocustScript {
  /// What both sides of it have in common: counts by bucket, and what requests are called.
  static let counts = #"""
    """Hands what Locust measures to Headroom, exactly.

    Locust loads this file beside the one with the users. Each worker counts its requests by name in the
    buckets of an HdrHistogram, apart for each of Headroom's intervals, and puts what is new into its
    report. The master adds the workers up, writes it to Headroom in lines of JSON, and does what the
    lines say that it reads from there.
    """

    from __future__ import annotations

    import contextlib
    import json
    import logging
    import math
    import os
    import re
    import socket
    import time
    from urllib.parse import urlsplit

    import gevent
    import gevent.lock
    import locust
    from locust import events, runners
    from locust.exception import CatchResponseError

    # What reports look like; a master takes in those of its own number alone.
    PROTOCOL = 1
    # Seconds between the reports of a worker, which is 3 unless it is set.
    runners.WORKER_REPORT_INTERVAL = 1.0
    # Seconds between two writes of the master.
    WRITE_INTERVAL = 0.1
    # The longest time that is counted, ns: one hour.
    HIGHEST = 3_600_000_000_000
    # The slowest requests of an interval that are told.
    MOST_SLOWEST = 5
    # Reasons of failures beyond these are counted together, for each name and interval.
    MOST_REASONS = 50
    # Reports of a worker without histograms after which it is sent away.
    MOST_EMPTY_REPORTS = 3
    # Seconds beyond the stop timeout that workers may take to end.
    PATIENCE = 3.0


    def bucket(nanoseconds: int) -> int:
        """The bucket of a value in 1...HIGHEST: HdrHistogram's index with three significant digits."""
        magnitude = (nanoseconds | 2047).bit_length() - 11
        return (magnitude << 10) + (nanoseconds >> magnitude)


    def title(method: str | None, name: str) -> str:
        """`GET /path` for a request that is named after its path; any other name as it is."""
        if not name.startswith("/") and "://" not in name:
            return name
        path = re.split(r"[?#]", name, maxsplit=1)[0]
        return f"{method} {path}" if method else path


    def reason(exception: object, response: object) -> tuple[str, str]:
        """Why a request failed: the kind of the reason (status, said, raised) and its text."""
        if isinstance(exception, (CatchResponseError, str)):
            return "said", str(exception)[:200]
        status = getattr(response, "status_code", 0) or 0
        if status >= 400:
            return "status", str(status)
        text = re.sub(r" at 0x[0-9a-fA-F]+", "", f"{type(exception).__name__}: {exception}")
        return "raised", text[:300]


    class Counts:
        """What one name did in one interval."""

        __slots__ = ("good", "bad", "reasons", "clamped")

        def __init__(self) -> None:
            self.good: dict[int, int] = {}
            self.bad: dict[int, int] = {}
            self.reasons: dict[tuple[str, str], int] = {}
            self.clamped = 0

        def add(self, milliseconds: float | None, why: tuple[str, str] | None) -> int:
            """Counts a request that took so long; returns that in ns."""
            exact = (milliseconds or 0) * 1e6
            nanoseconds = round(exact) if exact < HIGHEST else HIGHEST
            if exact > HIGHEST or nanoseconds < 0:
                self.clamped += 1
            nanoseconds = max(1, nanoseconds)
            place = bucket(nanoseconds)
            counts = self.good if why is None else self.bad
            counts[place] = counts.get(place, 0) + 1
            if why is not None:
                self.add_reason(why, 1)
            return nanoseconds

        def add_reason(self, why: tuple[str, str], count: int) -> None:
            if why not in self.reasons and len(self.reasons) >= MOST_REASONS:
                why = ("said", "other")
            self.reasons[why] = self.reasons.get(why, 0) + count

        def packed(self) -> list:
            """Buckets and counts in turns, ascending; the same of failures; why; what was clamped."""
            return [
                [number for item in sorted(self.good.items()) for number in item],
                [number for item in sorted(self.bad.items()) for number in item],
                [[*why, count] for why, count in self.reasons.items()],
                self.clamped,
            ]

        def merge(self, packed: list) -> None:
            """Adds what `packed` made of another one."""
            good, bad, reasons, clamped = packed
            for counts, numbers in ((self.good, good), (self.bad, bad)):
                for place, count in zip(numbers[::2], numbers[1::2]):
                    counts[place] = counts.get(place, 0) + count
            for kind, text, count in reasons:
                self.add_reason((kind, text), count)
            self.clamped += clamped


    class Interval:
        """What all names did in one interval."""

        __slots__ = ("names", "slowest")

        def __init__(self) -> None:
            self.names: dict[str, Counts] = {}
            self.slowest: list[list] = []

        def of(self, name: str) -> Counts:
            counts = self.names.get(name)
            if counts is None:
                counts = self.names[name] = Counts()
            return counts

        def is_slow(self, nanoseconds: int) -> bool:
            return len(self.slowest) < MOST_SLOWEST or nanoseconds > self.slowest[-1][0]

        def keep(self, request: list) -> None:
            """Keeps a request, which begins with its ns, if it is among the slowest."""
            if self.is_slow(request[0]):
                self.slowest.append(request)
                self.slowest.sort(key=lambda other: -other[0])
                del self.slowest[MOST_SLOWEST:]
    """#
}
