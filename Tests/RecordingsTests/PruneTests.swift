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
}
