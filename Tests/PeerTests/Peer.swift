import Foundation
import Testing

/// A program of somebody else that tests measure against.
///
/// Where it is missing its tests are left out; in CI they fail instead.
enum Peer: String {
  case nginx
  case tmux
  case openssl
  case python = "python3"

  /// Where it is: what the environment says, then the usual places.
  var path: String? {
    let environment = ProcessInfo.processInfo.environment
    let name = self == .python ? "PYTHON" : rawValue.uppercased()
    if let path = environment["HEADROOM_TEST_\(name)"], !path.isEmpty { return path }
    // Only the environment knows a Python that has the packages.
    if self == .python { return nil }
    return ["/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin"].map {
      "\($0)/\(rawValue)"
    }
    .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// Whether its tests run.
  var isWanted: Bool { path != nil || ProcessInfo.processInfo.environment["CI"] != nil }

  func required() throws -> String {
    try #require(path, "\(rawValue) is missing: install it, or set HEADROOM_TEST_*")
  }
}

/// The program under test: the debug build that lies beside the tests.
enum Program {
  static let path = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appendingPathComponent("headroom").path
}

/// An empty folder that is gone when the test is over.
final class TemporaryFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory
      .appendingPathComponent("headroom-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func write(_ text: String, to name: String) throws {
    let file = url.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try text.write(to: file, atomically: true, encoding: .utf8)
  }

  func text(of name: String) throws -> String {
    try String(contentsOf: url.appendingPathComponent(name), encoding: .utf8)
  }

  /// How many finished recordings are in its `recordings/`.
  var finishedRecordings: Int {
    let folder = url.appendingPathComponent("recordings")
    let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
    return (names ?? []).count { name in
      let file = folder.appendingPathComponent(name)
      let text = try? String(contentsOf: file, encoding: .utf8)
      return text?.contains("#[Headroom summary ") ?? false
    }
  }
}

/// Waits for a condition; fails the test when it does not come about in two minutes, which only what
/// hangs takes, however busy the machine is.
func wait(_ what: String, for condition: () -> Bool) throws {
  let end = Date().addingTimeInterval(120)
  while !condition() {
    try #require(Date() < end, "waited two minutes for \(what)")
    usleep(20_000)
  }
}
