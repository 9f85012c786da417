import Glibc
import Sessions
import TestSupport
import Testing

/// A run that is watched from another terminal, without a screen.
@Suite struct FollowTests {
  private func run(
    _ server: CountingServer,
    _ folder: TemporaryFolder,
    duration: String
  ) throws -> Program {
    try Program(
      [
        server.url, "-r", "100/s", "-d", duration, "--interval", "100ms", "--record", "r.hlog",
        "--format", "json",
      ],
      in: folder.path
    )
  }

  private func watch(_ folder: TemporaryFolder) throws -> Program {
    try Program(["replay", "r.hlog", "--follow", "--format", "json"], in: folder.path)
  }

  @Test func itComesToWhatTheRunCameTo() throws {
    let server = try CountingServer(milestone: 30)
    defer { server.stop() }
    let folder = TemporaryFolder()
    let run = try run(server, folder, duration: "2s")
    try server.wait()
    let watching = try watch(folder)
    let end = try run.result()
    let seen = try watching.result()
    #expect(seen.output == end.output)
    #expect(seen.status == end.status)
  }

  @Test(arguments: [(SIGINT, 130), (SIGTERM, 143), (SIGHUP, 129)] as [(Int32, Int32)])
  func theWatchingEndsWithItsSignalAndTheRunGoesOn(number: Int32, status: Int32) throws {
    let server = try CountingServer(milestone: 30)
    defer { server.stop() }
    let folder = TemporaryFolder()
    let run = try run(server, folder, duration: "10m")
    try server.wait()
    let watching = try watch(folder)
    try watching.wait(forErrors: "watching ")
    watching.signal(number)
    let seen = try watching.result()
    #expect(seen.status == status)
    #expect(try !summary(seen.output).benchmarks.isEmpty)
    let before = server.count
    let deadline = Deadline()
    while server.count < before + 30, deadline.leftMilliseconds > 0 { usleep(10_000) }
    #expect(server.count >= before + 30)
    run.signal(SIGTERM)
    #expect(try run.result().status == 143)
  }
}
