import Glibc
import Sessions
import Testing

@testable import Recordings

@Suite("A recording as an archive")
struct RecordingArchiveTests {
  /// Everything that an archive or a reader gives.
  private struct Passage: Equatable {
    var intervals: [IntervalRecord] = []
    var events: [SessionEvent] = []
    /// `[input]`: the intervals before it.
    var order: [Int] = []
    var end: SessionEnd?
    var warnings: [String] = []
    var summary: Summary?

    /// What an archive gives, one after the other.
    init(_ archive: RecordingArchive) throws {
      while case .input(let input) = try archive.next() { take(input) }
      warnings = archive.warnings
      summary = archive.recordedSummary
    }

    /// What a reader of one thread gives.
    init(of path: String) throws {
      let reader = try RecordingReader(path: path)
      while let input = try reader.next() { take(input) }
      warnings = reader.warnings.map(\.description)
      let more = reader.warningCount - warnings.count
      if more > 0 { warnings.append("\(more) more warnings") }
      summary = reader.summary
    }

    private mutating func take(_ input: SessionInput) {
      order.append(intervals.count)
      switch input {
      case .interval(let record): intervals.append(record)
      case .event(let event): events.append(event)
      case .end(let reason): end = reason
      case .preview: Issue.record("a file has no previews")
      }
    }
  }

  /// The intervals of a range, had again.
  private func again(_ range: Range<Int>, of archive: RecordingArchive) throws -> [IntervalRecord] {
    records(try archive.inputs(of: range))
  }

  private func records(_ inputs: [SessionInput]) -> [IntervalRecord] {
    inputs.compactMap { if case .interval(let record) = $0 { record } else { nil } }
  }

  @Test("gives what a reader gives, over more intervals than are read ahead")
  func own() throws {
    let scratch = try ScratchDirectory()
    let session = try MadeUpSession(seed: 71, intervals: 150, samples: 4)
    let path = try session.write(to: scratch.path)
    let archive = try RecordingArchive(path: path)
    let expected = try Passage(of: path)
    let isSame = try Passage(archive) == expected
    #expect(isSame)
    #expect(expected.intervals.count == 150)
    // After the end there is nothing more, however often one asks.
    for _ in 0..<3 { if case .over = try archive.next() {} else { Issue.record("not over") } }
    for range in [0..<1, 149..<150, 40..<90, 60..<61, 20..<50, 85..<120, 0..<150, 7..<7] {
      let isSame = try again(range, of: archive) == Array(expected.intervals[range])
      #expect(isSame, "\(range)")
    }
    let moment = archive.endNanoseconds / 2
    let isThere =
      records(try archive.inputs(upTo: moment, count: 10)).last == expected.intervals[74]
    #expect(isThere)
  }

  @Test(
    "of another program gives what a reader gives",
    arguments: [
      "doubles", "jHiccup-2.0.1.logV0", "jHiccup-2.0.6.logV1", "jHiccup-2.0.7S.logV2", "layouts",
      "microseconds", "tagged-Log.logV2", "three-tags", "ycsb.logV1",
    ]
  )
  func foreign(name: String) throws {
    let path = try resource("\(name).hlog")
    let archive = try RecordingArchive(path: path)
    #expect(archive.isForeign)
    let end = archive.endNanoseconds
    let expected = try Passage(of: path)
    let isSame = try Passage(archive) == expected
    #expect(isSame)
    #expect(archive.endNanoseconds == end)
    let count = expected.intervals.count
    #expect(count > 0)
    for first in stride(from: 0, to: count, by: max(1, count / 5)) {
      let range = first..<min(count, first + 3)
      let isSame = try again(range, of: archive) == Array(expected.intervals[range])
      #expect(isSame, "\(range)")
    }
    let isThere = records(try archive.inputs(upTo: end, count: 2)).last == expected.intervals.last
    #expect(isThere)
  }

  @Test("that is damaged gives what a reader gives, with the same warnings", arguments: 0..<4)
  func damaged(part: Int) throws {
    let scratch = try ScratchDirectory()
    let session = try MadeUpSession(seed: 72, intervals: 40, samples: 3, names: ["a", "b"])
    let whole = try bytes(of: try session.write(to: scratch.path))
    var numbers = SeededNumbers(73 + UInt64(part))
    for _ in 0..<100 {
      var flipped = whole
      for _ in 0..<Int.random(in: 1...3, using: &numbers) {
        let place = Int.random(in: 0..<whole.count, using: &numbers)
        flipped[place] ^= 1 << UInt8.random(in: 0...7, using: &numbers)
      }
      if Bool.random(using: &numbers) {
        flipped.removeLast(Int.random(in: 0..<whole.count, using: &numbers))
      }
      let path = try scratch.file("flip.hlog", flipped)
      do {
        let expected = try Passage(of: path)
        let archive = try RecordingArchive(path: path)
        var passage = try Passage(archive)
        // An archive has it from the end of the file, whatever is before.
        passage.summary = expected.summary
        let isSame = passage == expected
        #expect(isSame)
        let hasAll = try again(0..<expected.intervals.count, of: archive) == expected.intervals
        #expect(hasAll)
      } catch let error as RecordingError {
        #expect([65, 66].contains(error.exitStatus))
      }
    }
  }

  @Test("that is cut while it is looked at has fewer intervals, and none that are not whole")
  func cutMeanwhile() throws {
    let scratch = try ScratchDirectory()
    let session = try MadeUpSession(seed: 74, intervals: 60, samples: 3, names: ["a"])
    let path = try session.write(to: scratch.path)
    let archive = try RecordingArchive(path: path)
    let intervals = try Passage(archive).intervals
    let length = try bytes(of: path).count
    try #require(truncate(path, off_t(length / 2)) == 0)
    let rest = try again(0..<60, of: archive)
    #expect(rest.count > 10 && rest.count < 50)
    let isSame = rest == Array(intervals[..<rest.count])
    #expect(isSame)
    #expect(try again(58..<60, of: archive) == [])
  }
}

@Suite("A queue between two threads")
struct BoundedQueueTests {
  @Test("keeps the order, and holds no more than it may")
  func order() {
    let queue = BoundedQueue<Int>(capacity: 2)
    startThread {
      for number in 0..<1000 { _ = queue.put(number) }
      queue.close()
    }
    var taken: [Int] = []
    while let number = queue.take() { taken.append(number) }
    #expect(taken == Array(0..<1000))
    #expect(queue.take() == nil)
  }

  @Test("tells whoever waits to put that nobody takes any more")
  func closed() {
    let queue = BoundedQueue<Int>(capacity: 1)
    let results = BoundedQueue<Bool>(capacity: 3)
    startThread {
      _ = results.put(queue.put(1))
      _ = results.put(queue.put(2))
    }
    #expect(results.take() == true)
    queue.close()
    #expect(results.take() == false)
    #expect(queue.put(3) == false)
  }
}

@Suite("The intervals that were last looked at")
struct RecentIntervalsTests {
  @Test("are read once")
  func once() {
    let places = (0..<1000).map { Int64($0) * 1000 }
    var recent = RecentIntervals()
    var read: [Range<Int>] = []
    func look(_ range: Range<Int>) -> [Int] {
      let inputs = recent.take(range, places: places) { missing in
        read.append(missing)
        return missing.map { [.interval(record($0))] }
      }
      return inputs.compactMap { if case .interval(let record) = $0 { record.number } else { nil } }
    }
    #expect(look(100..<200) == Array(100..<200))
    #expect(look(99..<199) == Array(99..<199))
    #expect(look(150..<210) == Array(150..<210))
    #expect(look(50..<220) == Array(50..<220))
    #expect(read == [100..<200, 99..<100, 200..<210, 50..<99, 210..<220])
  }

  @Test("make room for others where they are many")
  func bounded() {
    let places = (0..<100).map { Int64($0) << 20 }
    var recent = RecentIntervals()
    var read = 0
    for _ in 0..<2 {
      for first in stride(from: 0, to: 90, by: 10) {
        let range = first..<(first + 10)
        let inputs = recent.take(range, places: places) { missing in
          read += missing.count
          return missing.map { [.interval(record($0))] }
        }
        #expect(inputs.count == 10)
      }
    }
    #expect(read == 180)
  }

  private func record(_ number: Int) -> IntervalRecord {
    IntervalRecord(number: number, startNanoseconds: 0, endNanoseconds: 1, phase: .measured)
  }
}
