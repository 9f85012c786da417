import Foundation
import Sessions
import Testing

@testable import Recordings

@Suite("Baselines")
struct BaselineTests {
  private let folder: RecordedFolder
  private var catalog: RecordingCatalog { folder.catalog }
  private let good: Summary

  init() throws {
    folder = try RecordedFolder()
    good = try RecordedFolder.summary()
  }

  private func head(_ suite: String, _ profile: String, _ environment: String?) -> SessionHead {
    var head = SessionHead(suite: suite, profile: profile, startedNanoseconds: 0)
    head.environment = environment
    return head
  }

  @Test(
    "are named after suite, profile and environment, and stay in their folder",
    arguments: [
      ("notes-api", "stress", "staging", "notes-api/stress@staging"),
      ("notes-api", "stress", nil, "notes-api/stress"), ("a/b", "c@d", "e f", "a%2Fb/c%40d@e%20f"),
      ("..", ".", nil, "%2E./%2E"), ("", "", "", "%/%@%"),
      ("naïve 1.0", "-x_", "%", "naïve%201.0/-x_@%25"),
    ]
  )
  func names(_ suite: String, _ profile: String, _ environment: String?, _ name: String) {
    #expect(BaselineName(of: head(suite, profile, environment)).text == name)
  }

  @Test("have names of their own, however much alike those of their sessions are")
  func ownNames() {
    let long = String(repeating: "é", count: 60)
    let parts = [
      "eu west", "eu-west", "EU/west", "p@e", "p-e", "p/e", "", ".", "-", "%", "%2E", long,
      long + "x",
    ]
    let names = parts.flatMap { profile in
      ([nil] + parts.map { Optional($0) }).map { BaselineName(of: head("s", profile, $0)).text }
    }
    #expect(Set(names).count == names.count)
    #expect(
      names.allSatisfy { name in name.split(separator: "/").allSatisfy { $0.utf8.count < 200 } }
    )
  }

  @Test("are removed by their whole names alone")
  func exactNames() throws {
    _ = try catalog.setBaseline(
      try folder.record("a", environment: "ci", day: 1, ending: good),
      force: false
    )
    #expect(try catalog.baseline(named: "a/smoke@ci").name.text == "a/smoke@ci")
    for name in ["a/smoke", "a", "", "a/smoke@c"] {
      #expect(throws: RecordingError.noBaseline(name: name, existing: ["a/smoke@ci"])) {
        try catalog.baseline(named: name)
      }
    }
  }

  @Test("never replace a file of another kind of session")
  func otherKind() throws {
    let first = try folder.record("a", day: 1, ending: good)
    let path = try catalog.setBaseline(first, force: false).baseline.entry.path
    let other = try folder.record("b", day: 2, ending: good)
    try Data(bytes(of: other)).write(to: URL(fileURLWithPath: path))
    #expect(throws: BaselineError.ofAnotherKind(path: path, kind: "suite 'b', profile 'smoke'")) {
      try catalog.setBaseline(first, force: true)
    }
    #expect(try bytes(of: path) == bytes(of: other))
  }

  @Test("are copies that replace the one before, which is told")
  func set() throws {
    let first = try folder.record("a", environment: "ci", day: 1, ending: good)
    let second = try folder.record("a", environment: "ci", day: 2, ending: good)
    let change = try catalog.setBaseline(first, force: false)
    let path = "\(catalog.directory)/baselines/a/smoke@ci.hlog"
    #expect(change.baseline.entry.path == path)
    #expect(change.replaced == nil && change.overruled.isEmpty)
    #expect(try bytes(of: path) == bytes(of: first))
    let next = try catalog.setBaseline(second, force: false)
    #expect(
      next.replaced?.head?.startedNanoseconds == RecordedFolder.firstDay
        + RecordedFolder.dayNanoseconds
    )
    #expect(try bytes(of: path) == bytes(of: second))
    // Nothing is left of the copying.
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: "\(catalog.directory)/baselines/a")
        == ["smoke@ci.hlog"]
    )
    #expect(throws: BaselineError.isBaseline(path: path)) {
      try catalog.setBaseline(path, force: true)
    }
  }

  @Test("that make bad references are refused with all reasons, unless forced")
  func refusals() throws {
    let bad = try RecordedFolder.summary(violations: 2, steered: true)
    let path = try folder.record("a", day: 1, ending: bad, as: .stopped)
    let objections: [BaselineObjection] = [.cutShort(.stopped), .steered, .violated(2, of: 3)]
    let error = #expect(throws: BaselineError.self) {
      try catalog.setBaseline(path, force: false)
    }
    #expect(error == .refused(path: path, objections))
    #expect(
      error?.description
        == "\(path): is no baseline, since it was ended before its time, was steered by hand and "
        + "failed 2 of its 3 budgets. --force makes it one nevertheless"
    )
    #expect(catalog.baselines().isEmpty)
    #expect(try catalog.setBaseline(path, force: true).overruled == objections)
    let torn = try folder.record("b", day: 1)
    #expect(throws: BaselineError.refused(path: torn, [.notEnded])) {
      try catalog.setBaseline(torn, force: false)
    }
    let empty = try folder.record("c", day: 1, ending: try MadeUpSession.summary())
    #expect(throws: BaselineError.refused(path: empty, [.empty])) {
      try catalog.setBaseline(empty, force: false)
    }
  }

  @Test("can't be made of what is no recording of ours, not even by force")
  func foreign() throws {
    let log = try resource("three-tags.hlog")
    #expect(throws: BaselineError.headless(path: log)) {
      try catalog.setBaseline(log, force: true)
    }
    #expect(throws: BaselineError.recording(.notFound(path: "/nowhere.hlog"))) {
      try catalog.setBaseline("/nowhere.hlog", force: true)
    }
  }

  @Test("that can't be written leave the old one as it was")
  func failedCopy() throws {
    let first = try folder.record("a", day: 1, ending: good)
    let path = try catalog.setBaseline(first, force: false).baseline.entry.path
    #expect(throws: RecordingError.notReplaced(path: "\(path)/x.hlog", code: ENOTDIR)) {
      try AtomicCopy.copy(first, to: "\(path)/x.hlog")
    }
    #expect(throws: RecordingError.notFound(path: "/nowhere")) {
      try AtomicCopy.copy("/nowhere", to: path)
    }
    #expect(try bytes(of: path) == bytes(of: first))
  }

  @Test("are made whole whoever makes one, and what a dead program left of one goes")
  func leftovers() throws {
    let first = try folder.record("a", day: 1, ending: good)
    let path = try catalog.setBaseline(first, force: false).baseline.entry.path
    let directory = String(path.prefix(upTo: try #require(path.lastIndex(of: "/"))))
    let (dead, live) = (directory + "/.smoke.hlog.1", directory + "/.smoke.hlog.2")
    for file in [dead, live] { try Data("part".utf8).write(to: URL(fileURLWithPath: file)) }
    let lock = open(live, O_RDONLY)
    defer { close(lock) }
    try #require(flock(lock, LOCK_EX) == 0)
    _ = try catalog.setBaseline(try folder.record("a", day: 2, ending: good), force: false)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
        == [".smoke.hlog.2", "smoke.hlog"]
    )
  }

  @Test("are no recordings in a list, and are found for a session of the same kind")
  func found() throws {
    let session = try folder.record("a b", "x", day: 1, ending: good)
    _ = try catalog.setBaseline(session, force: false)
    #expect(catalog.entries().map(\.path) == [session])
    #expect(catalog.baseline(of: head("a b", "x", nil))?.name.text == "a%20b/x")
    #expect(catalog.baseline(of: head("a b", "x", "ci")) == nil)
    // Of the same name, but of another suite.
    #expect(catalog.baseline(of: head("a-b", "x", nil)) == nil)
    #expect(try catalog.resolve("last") == session)
  }

  @Test("are meant by `baseline`, and by `baseline:NAME` where there are several")
  func resolve() throws {
    #expect(throws: RecordingError.noBaseline(name: "", existing: [])) {
      try catalog.resolve("baseline")
    }
    let one = try catalog.setBaseline(
      try folder.record("a", day: 1, ending: good),
      force: false
    ).baseline.entry.path
    #expect(try catalog.resolve("baseline") == one)
    let other = try catalog.setBaseline(
      try folder.record("a", environment: "ci", day: 1, ending: good),
      force: false
    ).baseline.entry.path
    let names = ["a/smoke", "a/smoke@ci"]
    #expect(throws: RecordingError.severalBaselines(argument: "baseline", matches: names)) {
      try catalog.resolve("baseline")
    }
    #expect(try catalog.resolve("baseline:a/smoke") == one)
    #expect(try catalog.resolve("baseline:a/smoke@") == other)
    #expect(try catalog.resolve("baseline", beside: head("a", "smoke", "ci")) == other)
    let error = #expect(throws: RecordingError.self) {
      try catalog.resolve("baseline", beside: head("b", "smoke", nil))
    }
    #expect(error?.description == "no baseline b/smoke. There is: a/smoke, a/smoke@ci")
    #expect(throws: RecordingError.noBaseline(name: "z", existing: names)) {
      try catalog.resolve("baseline:z")
    }
  }
}
