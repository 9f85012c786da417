extension LocustScript {
  /// What Locust begins with.
  static let start = #"""
    def own_address() -> str:
        """The address that other machines may reach this one at."""
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            try:
                # Of an address for documentation (RFC 5737); nothing is sent.
                probe.connect(("192.0.2.1", 9))
                return probe.getsockname()[0]
            except OSError:
                return socket.gethostname()


    def open_channel() -> socket.socket | None:
        """The socket to Headroom; None in a process that something else started."""
        text = os.environ.pop("HEADROOM_LOCUST_CHANNEL", None)
        if text is None:
            return None
        descriptor = int(text)
        os.set_inheritable(descriptor, False)
        return socket.socket(fileno=descriptor)


    def quit_at_end(runner: runners.Runner, channel: socket.socket) -> None:
        """Ends a worker whose Headroom is gone."""
        with contextlib.suppress(ConnectionError):
            while channel.recv(4096):
                pass
        runner.quit()


    @events.init.add_listener
    def on_init(
        environment: locust.env.Environment, runner: runners.Runner, **_kwargs: object
    ) -> None:
        channel = open_channel()
        if isinstance(runner, runners.MasterRunner) and channel is not None:
            Master(environment, channel)
        elif isinstance(runner, runners.WorkerRunner):
            Worker(environment)
            if channel is not None:
                gevent.spawn(quit_at_end, runner, channel)
    """#
}
