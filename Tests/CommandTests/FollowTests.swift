import Glibc
import Sessions
import TestSupport
import Testing

/// A run that is watched from another terminal, without a screen.
@Suite struct FollowTests {
  private func run(_ server: CountingServer, _ folder: TemporaryFolder) throws -> Program {
    try Program(
      [
        server.url, "-r", "100/s", "-d", "2s", "--interval", "100ms", "--record", "r.hlog",
        "--format", "json",
      ],
      in: folder.path
    )
  }

  @Test func itComesToWhatTheRunCameTo() throws {
    let server = try CountingServer(milestone: 30)
    defer { server.stop() }
    let folder = TemporaryFolder()
    let run = try run(server, folder)
    try server.wait(withinSeconds: 30)
    let watching = try Program(
      ["replay", "r.hlog", "--follow", "--format", "json"],
      in: folder.path
    )
    let end = try run.result(withinSeconds: 30)
    let seen = try watching.result(withinSeconds: 30)
    #expect(seen.output == end.output)
    #expect(seen.status == end.status)
  }

  @Test func theWatchingEndsWithItsSignalAndTheRunGoesOn() throws {
    let server = try CountingServer(milestone: 30)
    defer { server.stop() }
    let folder = TemporaryFolder()
    let run = try run(server, folder)
    try server.wait(withinSeconds: 30)
    let watching = try Program(
      ["replay", "r.hlog", "--follow", "--format", "json"],
      in: folder.path
    )
    watching.signal(SIGINT)
    let seen = try watching.result(withinSeconds: 30)
    #expect(seen.status == 130)
    #expect(try run.result(withinSeconds: 30).status != 130)
  }
}
