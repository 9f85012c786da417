import Glibc
import Measurements
import Recordings
import Sessions
import TestSupport
import Testing

/// A run that is killed is good up to the last interval that has its mark.
@Suite struct KillTests {
  private static let programs = 10

  @Test(arguments: 0..<20)
  func whatWasMarkedIsThere(batch: Int) throws {
    var numbers = SeededGenerator(seed: UInt64(71 + batch))
    let victims = try (0..<Self.programs).map { _ in
      try Victim(afterRequests: Int.random(in: 1...120, using: &numbers))
    }
    for victim in victims { try victim.kill() }
    for victim in victims { try victim.check() }
  }

  /// A run that is to be killed after so many requests.
  private struct Victim {
    let folder = TemporaryFolder()
    let server: CountingServer
    let program: Program

    init(afterRequests count: Int) throws {
      server = try CountingServer(milestone: count)
      program = try Program(
        [server.url, "-r", "100/s", "-d", "10m", "--interval", "100ms", "--record", "r.hlog"],
        in: folder.path
      )
    }

    func kill() throws {
      try server.wait()
      program.signal(SIGKILL)
      #expect(try program.result().status == 128 + SIGKILL)
      server.stop()
    }

    func check() throws {
      let text = folder.text("r.hlog")
      let marks = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        .count { $0.hasPrefix("#[Headroom interval ") }
      let reader = try RecordingReader(path: folder.path + "/r.hlog")
      var numbers: [Int] = []
      var answered: UInt64 = 0
      while let input = try reader.next() {
        guard case .interval(let interval) = input else { continue }
        numbers.append(interval.number)
        for series in interval.series where series.id.kind == .succeeded {
          answered += series.counts.count
        }
      }
      #expect(numbers == Array(0..<marks))
      #expect(reader.end == .torn)
      #expect(reader.warnings.allSatisfy { $0.kind == .tornEnd })
      #expect(answered <= UInt64(server.count))
    }
  }
}
