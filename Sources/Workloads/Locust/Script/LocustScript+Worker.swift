extension LocustScript {
  /// What runs in each worker.
  static let worker = #"""
    class Worker:
        """Counts the requests of this process and puts them into its reports."""

        def __init__(self, environment: locust.env.Environment) -> None:
            self.environment = environment
            # [interval]: what is in no report yet; None for what came before the grid was known.
            self.intervals: dict[int | None, Interval] = {}
            # Reports that the master has not confirmed. It has to within the minute after which Locust
            # gives a silent master up, so they do not pile up.
            self.unconfirmed: list[list] = []
            self.sequence = 0
            # What the master's clock is ahead, s; None until it is known.
            self.ahead: float | None = None
            self.best_trip = math.inf
            # Where interval 0 begins by the master's clock, and the length of each, s.
            self.grid: tuple[float, float] | None = None
            self.lag = 0.0
            self.last_report = (time.monotonic(), time.process_time())
            environment.runner.register_message("headroom_confirm", self.on_confirm)
            events.test_start.add_listener(self.on_test_start)
            events.request.add_listener(self.on_request)
            events.report_to_master.add_listener(self.on_report)
            gevent.spawn(self.watch_timers)

        def interval(self) -> int | None:
            """The interval that it is now."""
            if self.grid is None or self.ahead is None:
                return None
            start, length = self.grid
            return math.floor((time.monotonic() + self.ahead - start) / length)

        def on_test_start(self, **_kwargs: object) -> None:
            # What the master adds to its options comes with the order to start users.
            grid = getattr(self.environment.parsed_options, "headroom_grid", None)
            self.grid = tuple(grid) if grid else None

        def on_request(
            self,
            request_type: str,
            name: str,
            response_time: float | None,
            exception: object = None,
            response: object = None,
            url: str | None = None,
            **_kwargs: object,
        ) -> None:
            number = self.interval()
            interval = self.intervals.get(number)
            if interval is None:
                interval = self.intervals[number] = Interval()
            why = reason(exception, response) if exception else None
            called = title(request_type, str(name))
            nanoseconds = interval.of(called).add(response_time, why)
            if interval.is_slow(nanoseconds):
                parts = urlsplit(str(url or name))
                path = parts.path + (f"?{parts.query}" if parts.query else "")
                outcome = list(why) if why else ["ok", str(getattr(response, "status_code", ""))]
                interval.keep([nanoseconds, called, f"{request_type} {path}"[:300], *outcome])

        def on_report(self, data: dict, **_kwargs: object) -> None:
            if self.intervals:
                self.sequence += 1
                content = [
                    [
                        number,
                        {name: counts.packed() for name, counts in interval.names.items()},
                        interval.slowest,
                    ]
                    for number, interval in self.intervals.items()
                ]
                self.unconfirmed.append([self.sequence, content])
                self.intervals = {}
            (then, spent), self.last_report = (
                self.last_report,
                (time.monotonic(), time.process_time()),
            )
            now, spent_now = self.last_report
            data["headroom"] = {
                "protocol": PROTOCOL,
                "locust": locust.__version__,
                "host": socket.gethostname(),
                "pid": os.getpid(),
                "sent": now,
                "interval": self.interval(),
                "cpu": (spent_now - spent) / max(now - then, 0.001),
                "lag": self.lag,
                "reports": self.unconfirmed,
            }
            self.lag = 0.0

        def on_confirm(self, msg: runners.Message, **_kwargs: object) -> None:
            """Forgets what the master has, and learns what its clock says (Cristian's algorithm)."""
            self.unconfirmed = [
                report for report in self.unconfirmed if report[0] > msg.data["last"]
            ]
            now = time.monotonic()
            trip = now - msg.data["sent"]
            # The answer that was quickest tells best; it counts the less the older it is, since clocks
            # drift apart.
            self.best_trip *= 1.1
            if trip <= self.best_trip:
                self.best_trip = trip
                self.ahead = msg.data["now"] - (msg.data["sent"] + now) / 2

        def watch_timers(self) -> None:
            """Measures how late this process comes to what is due."""
            while True:
                start = time.monotonic()
                gevent.sleep(0.05)
                self.lag = max(self.lag, time.monotonic() - start - 0.05)
    """#
}
