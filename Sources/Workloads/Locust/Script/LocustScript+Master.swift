extension LocustScript {
  /// What runs in the master.
  static let master = #"""
    class Master:
        """Adds up what workers report, tells Headroom, and does what it says."""

        def __init__(self, environment: locust.env.Environment, channel: socket.socket) -> None:
            self.environment = environment
            self.runner = environment.runner
            self.channel = channel
            # [interval]: what came since the last write.
            self.intervals: dict[int | None, Interval] = {}
            # [worker]: the number of its last report, and what that said of itself.
            self.sequences: dict[str, int] = {}
            self.facts: dict[str, dict] = {}
            self.empty_reports: dict[str, int] = {}
            # [worker]: whether it was there when it was last told of.
            self.present: dict[str, bool] = {}
            self.lines: list[dict] = []
            self.writing = gevent.lock.BoundedSemaphore()
            self.ramp: gevent.Greenlet | None = None
            self.is_stopping = False
            self.is_ending = False
            self.warmup, self.length = (
                float(text) for text in os.environ["HEADROOM_LOCUST_GRID"].split()
            )
            events.test_start.add_listener(self.on_test_start)
            events.test_stopping.add_listener(self.on_test_stopping)
            events.test_stop.add_listener(self.on_test_stop)
            events.worker_report.add_listener(self.on_worker_report)
            events.quit.add_listener(self.on_quit)
            # The tables that Locust prints at its end.
            logging.getLogger("locust.stats_logger").disabled = True
            self.tell(
                "hello",
                protocol=PROTOCOL,
                locust=locust.__version__,
                host=own_address(),
                port=self.runner.server.port,
                shape=environment.shape_class is not None,
            )
            gevent.spawn(self.obey)
            gevent.spawn(self.write_regularly)

        # What Locust tells.

        def on_test_start(self, **_kwargs: object) -> None:
            self.ramp = gevent.getcurrent()
            now = time.monotonic_ns()
            self.environment.parsed_options.headroom_grid = [now / 1e9 + self.warmup, self.length]
            self.tell("start", at=now)

        def on_test_stopping(self, **_kwargs: object) -> None:
            self.is_stopping = True
            self.tell("stopping", at=time.monotonic_ns())

        def on_test_stop(self, **_kwargs: object) -> None:
            """Waits for the last report of each worker, whatever ends the run.

            A worker that is told to quit sends what it has not reported, and then that it has quit.
            """
            self.runner.send_message("quit")
            with gevent.Timeout(self.environment.stop_timeout + PATIENCE, False):
                while self.runner.worker_count > 0:
                    gevent.sleep(0.02)

        def on_worker_report(self, client_id: str, data: dict, **_kwargs: object) -> None:
            report = data.pop("headroom", None)
            if report is None or report["protocol"] != PROTOCOL:
                self.refuse(client_id, report)
                return
            self.facts[client_id] = report
            for sequence, content in report.pop("reports"):
                if sequence > self.sequences.get(client_id, 0):
                    self.sequences[client_id] = sequence
                    self.merge(content)
            answer = {
                "last": self.sequences.get(client_id, 0),
                "sent": report["sent"],
                "now": time.monotonic(),
            }
            self.runner.send_message("headroom_confirm", answer, client_id=client_id)

        def merge(self, content: list) -> None:
            for number, names, slowest in content:
                interval = self.intervals.setdefault(number, Interval())
                for name, packed in names.items():
                    interval.of(name).merge(packed)
                for request in slowest:
                    interval.keep(request)

        def refuse(self, client_id: str, report: dict | None) -> None:
            """Sends a worker away that does not report histograms: nobody would count its requests."""
            count = self.empty_reports.get(client_id, 0) + 1
            self.empty_reports[client_id] = count
            if count == MOST_EMPTY_REPORTS:
                self.tell("refused", worker=client_id, other_protocol=report is not None)
                self.runner.send_message("quit", client_id=client_id)

        def on_quit(self, exit_code: int, **_kwargs: object) -> None:
            self.tell("end", status=exit_code)
            self.write()

        # What Headroom is told.

        def tell(self, kind: str, **members: object) -> None:
            self.lines.append({"kind": kind, **members})

        def write_regularly(self) -> None:
            while True:
                self.write()
                gevent.sleep(WRITE_INTERVAL)

        def write(self) -> None:
            """Writes what is new; what comes while Headroom does not read is added up."""
            with self.writing:
                self.watch_workers()
                lines, self.lines = self.lines, []
                intervals, self.intervals = self.intervals, {}
                for number, interval in intervals.items():
                    for name, counts in interval.names.items():
                        good, bad, reasons, clamped = counts.packed()
                        lines.append(
                            {
                                "kind": "counts",
                                "interval": number,
                                "name": name,
                                "good": good,
                                "bad": bad,
                                "reasons": reasons,
                                "clamped": clamped,
                            }
                        )
                    lines.append(
                        {"kind": "slowest", "interval": number, "requests": interval.slowest}
                    )
                lines.append(self.status())
                text = "".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines)
                # Should Headroom be gone, `obey` finds that out too.
                with contextlib.suppress(OSError):
                    self.channel.sendall(text.encode())

        def status(self) -> dict:
            facts = [
                self.facts.get(worker) for worker, is_there in self.present.items() if is_there
            ]
            known = [fact for fact in facts if fact and fact["interval"] is not None]
            return {
                "kind": "status",
                "users": self.runner.user_count,
                "workers": len(facts),
                # Nothing more will come of the intervals before this one.
                "interval": min((fact["interval"] for fact in known), default=None),
                "cpu": max((fact["cpu"] for fact in known), default=0),
                "lag": max((fact["lag"] for fact in known), default=0),
            }

        def watch_workers(self) -> None:
            """Tells of workers that came, went missing, came back or left."""
            clients = self.runner.clients
            for worker, node in clients.items():
                is_there = node.state != runners.STATE_MISSING
                if worker not in self.facts or self.present.get(worker) == is_there:
                    continue
                change = (
                    "missing" if not is_there else "back" if worker in self.present else "joined"
                )
                self.present[worker] = is_there
                self.tell_worker(worker, change)
            for worker in [worker for worker in self.present if worker not in clients]:
                was_there = self.present.pop(worker)
                if was_there and not self.is_stopping:
                    self.tell_worker(worker, "left")

        def tell_worker(self, worker: str, change: str) -> None:
            fact = self.facts[worker]
            self.tell(
                "worker", change=change, host=fact["host"], pid=fact["pid"], locust=fact["locust"]
            )

        # What Headroom says.

        def obey(self) -> None:
            # Who is killed with something unread resets the channel instead of closing it.
            with contextlib.suppress(ConnectionError):
                for line in self.channel.makefile("r", encoding="utf-8"):
                    order = json.loads(line)
                    if order["do"] == "users":
                        self.steer(order["users"], order["rate"])
                    elif order["do"] == "stop":
                        gevent.spawn(self.stop)
            if not self.is_ending:
                # Headroom was killed, and nobody else removes this file and its folder.
                with contextlib.suppress(OSError):
                    os.remove(__file__)
                    os.rmdir(os.path.dirname(__file__))
            self.stop()

        def steer(self, users: int, rate: float) -> None:
            """Goes to another number of users, whatever it was going to."""
            if self.is_stopping or self.environment.shape_class is not None:
                return
            if self.ramp is not None:
                self.ramp.kill()
            self.ramp = gevent.spawn(self.runner.start, users, rate)

        def stop(self) -> None:
            """Ends the run and this process."""
            if self.is_ending:
                return
            self.is_ending = True
            if self.ramp is not None:
                self.ramp.kill()
            is_waiting = self.runner.state == runners.STATE_INIT
            self.runner.quit()
            if is_waiting:
                # Locust still waits for workers and would not hear of it.
                self.on_quit(exit_code=0)
                os._exit(0)
    """#
}
