import Foundation
import Sessions
import Testing

@testable import Recordings

@Suite("Pruning")
struct PruneTests {
  private let folder: RecordedFolder
  private var catalog: RecordingCatalog { folder.catalog }
  private let good: Summary
  private let now = RecordedFolder.firstDay + 100 * RecordedFolder.dayNanoseconds

  init() throws {
    folder = try RecordedFolder()
    good = try RecordedFolder.summary()
  }

  private func plan(recordings: Int64? = nil, baselines: Int64? = nil) -> PrunePlan {
    let day = RecordedFolder.dayNanoseconds
    return catalog.prunePlan(
      .init(
        recordingNanoseconds: recordings.map { $0 * day },
        baselineNanoseconds: baselines.map { $0 * day }
      ),
      nowNanoseconds: now
    )
  }

  private func setModified(_ path: String, day: Int) throws {
    let date = Date(
      timeIntervalSince1970: Double(RecordedFolder.firstDay) / 1e9 + Double(day) * 86_400
    )
    try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: path)
  }

  @Test("takes what is older than its limit, by the start of the session")
  func recordings() throws {
    let old = try folder.record("a", day: 69, ending: good)
    let edge = try folder.record("a", day: 70, ending: good)
    #expect(plan(recordings: 30).recordings.map(\.path) == [old])
    #expect(plan(recordings: 29).recordings.map(\.path) == [edge, old])
    #expect(plan(baselines: 0).isEmpty)
  }

  @Test("lets what is no recording of ours alone")
  func others() throws {
    _ = try folder.record("a", day: 90, ending: good)
    try Data("hello".utf8).write(to: URL(fileURLWithPath: "\(catalog.directory)/text.hlog"))
    try FileManager.default.createDirectory(
      atPath: "\(catalog.directory)/folder.hlog",
      withIntermediateDirectories: true
    )
    try Data(bytes(of: resource("three-tags.hlog")))
      .write(to: URL(fileURLWithPath: "\(catalog.directory)/python.hlog"))
    #expect(plan(recordings: 0).recordings.count == 1)
  }

  @Test("lets a run that may still go on alone: it counts from its last write")
  func running() throws {
    let endurance = try folder.record("a", day: 1)
    try setModified(endurance, day: 99)
    #expect(plan(recordings: 30).isEmpty)
    try setModified(endurance, day: 2)
    #expect(plan(recordings: 30).recordings.map(\.path) == [endurance])
  }

  @Test("keeps the newest baseline of each suite, and says so")
  func baselines() throws {
    for (suite, environment, day) in [("a", nil, 1), ("a", "ci", 2), ("b", nil, 3)]
      as [(String, String?, Int)]
    {
      let session = try folder.record(suite, environment: environment, day: day, ending: good)
      _ = try catalog.setBaseline(session, force: false)
    }
    let plan = plan(baselines: 90)
    #expect(plan.baselines.map(\.name.text) == ["a/smoke"])
    #expect(plan.kept.map(\.name.text) == ["a/smoke@ci", "b/smoke"])
    #expect(plan.recordings.isEmpty)
  }

  @Test("takes the notes beside a recording with it")
  func notes() throws {
    let path = try folder.record("a", day: 1, ending: good)
    try Data("{}\n".utf8).write(to: URL(fileURLWithPath: path + ".notes.jsonl"))
    let entry = RecordingEntry(path: path)
    #expect(entry.notesBytes == 3)
    try RecordingCatalog.remove(entry)
    #expect(try FileManager.default.contentsOfDirectory(atPath: catalog.directory).isEmpty)
    #expect(throws: RecordingError.notRemoved(path: path, code: ENOENT)) {
      try RecordingCatalog.remove(entry)
    }
  }

  @Test("removes nothing but what was looked at")
  func changed() throws {
    let path = try folder.record("a", day: 1, ending: good)
    let other = try folder.record("b", day: 2, ending: good)
    let entry = RecordingEntry(path: path)
    try #require(rename(other, path) == 0)
    #expect(throws: RecordingError.changed(path: path)) { try RecordingCatalog.remove(entry) }
    #expect(RecordingEntry(path: path).head?.suite == "b")
  }

  @Test("leaves a recording whose notes can't go")
  func stuckNotes() throws {
    let path = try folder.record("a", day: 1, ending: good)
    let notes = path + ".notes.jsonl"
    try FileManager.default.createDirectory(atPath: notes, withIntermediateDirectories: false)
    #expect(throws: RecordingError.notRemoved(path: notes, code: EISDIR)) {
      try RecordingCatalog.remove(RecordingEntry(path: path))
    }
    #expect(access(path, F_OK) == 0)
  }

  @Test("leaves what a run still writes")
  func inUse() throws {
    let head = SessionHead(
      suite: "a",
      profile: "smoke",
      startedNanoseconds: RecordedFolder.firstDay
    )
    let writer = try RecordingWriter.create(directory: catalog.directory, head: head)
    let entry = RecordingEntry(path: writer.path)
    #expect(throws: RecordingError.inUse(path: writer.path)) { try RecordingCatalog.remove(entry) }
    let limits = PrunePlan.Limits(recordingNanoseconds: 0)
    #expect(catalog.prunePlan(limits, nowNanoseconds: .max).recordings.isEmpty)
    // Who removes it all the same is told of at the end.
    unlink(writer.path)
    #expect(throws: RecordingError.lost(path: writer.path)) { try writer.finish(good) }
  }

  @Test("does not follow links out of its folder")
  func links() throws {
    let outside = folder.parent + "/outside"
    try FileManager.default.createDirectory(atPath: outside, withIntermediateDirectories: true)
    for (name, day) in [("one", 1), ("two", 2)] {
      let session = try folder.record("z", name, day: day, ending: good)
      try #require(rename(session, "\(outside)/\(name).hlog") == 0)
    }
    let baselines = catalog.directory + "/baselines"
    try FileManager.default.createDirectory(atPath: baselines, withIntermediateDirectories: true)
    try #require(symlink(outside, baselines + "/linked") == 0)
    try #require(symlink(outside + "/one.hlog", catalog.directory + "/linked.hlog") == 0)
    let limits = PrunePlan.Limits(recordingNanoseconds: 1, baselineNanoseconds: 1)
    #expect(catalog.prunePlan(limits, nowNanoseconds: .max).isEmpty)
  }
}
