import Foundation
import Sessions
import Testing

@testable import Recordings

@Suite("The recordings of a directory")
struct CatalogTests {
  private let folder: RecordedFolder
  private var catalog: RecordingCatalog { folder.catalog }
  private let summary: Summary

  init() throws {
    folder = try RecordedFolder()
    summary = try MadeUpSession.summary()
  }

  private func record(
    _ suite: String,
    _ profile: String = "smoke",
    environment: String? = nil,
    day: Int,
    finished: Bool = true
  ) throws -> String {
    try folder.record(
      suite,
      profile,
      environment: environment,
      day: day,
      ending: finished ? summary : nil,
      as: .signal(2)
    )
  }

  @Test("are named after time, suite and profile, and numbered where that is not enough")
  func names() throws {
    let first = try record("notes api/../x", "a:b", day: 0)
    #expect(first == "\(catalog.directory)/2026-11-18T110640Z-notes-api-..-x-a-b.hlog")
    #expect(try record("notes api/../x", "a:b", day: 0).hasSuffix("-a-b-2.hlog"))
    #expect(try record("notes api/../x", "a:b", day: 0).hasSuffix("-a-b-3.hlog"))
    #expect(RecordingName.part("naïve 日本") == "naïve-日本")
    #expect(RecordingName.part("///") == "-")
    #expect(RecordingName.part(String(repeating: "é", count: 300)).utf8.count == 80)
  }

  @Test("are listed with the latest start first, whatever they are called")
  func list() throws {
    let old = try record("b", day: 1)
    let new = try record("a", day: 2, finished: false)
    let oldest = "\(catalog.directory)/zzz.hlog"
    try FileManager.default.moveItem(atPath: try record("c", day: 0), toPath: oldest)
    try Data().write(to: URL(fileURLWithPath: "\(catalog.directory)/void.hlog"))
    try Data().write(to: URL(fileURLWithPath: "\(catalog.directory)/notes.txt"))
    let entries = catalog.entries()
    #expect(
      entries.map(\.path) == [new, old, oldest, "\(catalog.directory)/void.hlog"]
    )
    #expect(entries.map(\.isFinished) == [false, true, true, false])
    #expect(entries[1].summary == summary)
    #expect(entries[1].end == .signal(2))
    #expect(entries[1].head?.suite == "b")
    #expect(entries[3].problem?.exitStatus == 65)
  }

  @Test("a summary longer than the first block from the end is found")
  func longTail() throws {
    var summary = summary
    summary.trust = Trust(
      reasons: (0..<3000).map { "reason \($0) of many, each a few dozen bytes long" }
    )
    let head = SessionHead(suite: "s", profile: "p", startedNanoseconds: 0)
    let writer = try RecordingWriter.create(directory: catalog.directory, head: head)
    try writer.finish(summary)
    #expect(catalog.entries().first?.summary == summary)
  }

  @Test("a run that was killed, and a summary that is damaged, are not finished")
  func unfinished() throws {
    let path = try record("a", day: 0)
    var text = String(decoding: try bytes(of: path), as: UTF8.self)
    text = text.replacing(#""status":0"#, with: #""status":1"#)
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    let entry = RecordingEntry(path: path)
    #expect(!entry.isFinished)
    #expect(entry.head?.suite == "a")
  }

  @Test("the last one of the same suite, profile and environment that came to its end")
  func last() throws {
    _ = try record("a", day: 0)
    let wanted = try record("a", environment: "ci", day: 1)
    let newer = try record("a", environment: "ci", day: 2)
    _ = try record("a", environment: "ci", day: 3, finished: false)
    _ = try record("a", "stress", environment: "ci", day: 4)
    _ = try record("b", environment: "ci", day: 5)
    func last(_ environment: String?, beforeDay day: Int64) -> String? {
      var head = SessionHead(
        suite: "a",
        profile: "smoke",
        startedNanoseconds: RecordedFolder.firstDay + day * RecordedFolder.dayNanoseconds
      )
      head.environment = environment
      return catalog.last(before: head)?.path
    }
    #expect(last("ci", beforeDay: 9) == newer)
    #expect(last("ci", beforeDay: 2) == wanted)
    #expect(last("ci", beforeDay: 1) == nil)
    #expect(last("production", beforeDay: 9) == nil)
    #expect(RecordingCatalog(directory: "/nowhere").entries().isEmpty)
  }

  @Test("an argument means a path, `last`, `last~1`, or the start of a name")
  func resolve() throws {
    let old = try record("a", day: 1)
    let new = try record("b", day: 2)
    #expect(try catalog.resolve("last") == new)
    #expect(try catalog.resolve("last~0") == new)
    #expect(try catalog.resolve("last~1") == old)
    #expect(try catalog.resolve("2026-11-19") == old)
    #expect(try catalog.resolve("2026-11-20T110640Z-b-smoke.hlog") == new)
    #expect(try catalog.resolve("./anything") == "./anything")
    #expect(
      throws: RecordingError.tooFew(argument: "last~2", count: 2, directory: catalog.directory)
    ) { try catalog.resolve("last~2") }
    let names = [old, new].map { String($0.dropFirst(catalog.directory.count + 1)) }
    #expect(throws: RecordingError.ambiguous(argument: "2026-11", matches: names)) {
      try catalog.resolve("2026-11")
    }
    #expect(
      throws: RecordingError.noMatch(
        argument: "x",
        directory: catalog.directory,
        newest: names.reversed()
      )
    ) { try catalog.resolve("x") }
    let void = RecordingCatalog(directory: "\(folder.parent)/void")
    #expect(throws: RecordingError.noRecordings(directory: void.directory)) {
      try void.resolve("last")
    }
    #expect(throws: RecordingError.notFound(path: "x.hlog")) { try void.resolve("x.hlog") }
  }
}
