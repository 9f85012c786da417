import Glibc
import Sessions
import Testing

@testable import Recordings

/// Damage in a recording of 1 MB.
///
/// What stands before a damaged place is byte by byte the same, so each case reads from the interval
/// before the damaged one up to the next whole one, instead of from the beginning; `DamageTests`
/// goes through whole files, smaller ones. Every 100th case also opens the file and looks for its
/// end, as a list does.
@Suite("A large recording that is damaged")
struct LargeDamageTests {
  /// A recording of about 1 MB, and where its intervals lie.
  private struct Specimen {
    let bytes: [UInt8]
    let head: SessionHead
    let records: [IntervalRecord]
    /// `[interval]`: where its first line begins; the first one has the head before it.
    let starts: [Int]
    /// `[interval]`: the line feed behind its mark.
    let ends: [Int]

    static let shared = Result { try Specimen() }

    private init() throws {
      let scratch = try ScratchDirectory()
      let session = try MadeUpSession(seed: 41, intervals: 980, samples: 15, names: ["a"])
      bytes = try RecordingsTests.bytes(of: session.write(to: scratch.path))
      head = try RecordingReader(path: scratch.file("head.hlog", bytes)).head
      records = session.intervals.map(\.record)
      var ends: [Int] = []
      var line = 0
      for feed in bytes.indices where bytes[feed] == 0x0a {
        if bytes[line...].starts(with: "#[Headroom interval ".utf8) { ends.append(feed) }
        line = feed + 1
      }
      self.ends = ends
      starts = [0] + ends.dropLast().map { $0 + 1 }
    }

    /// How many intervals end before a byte.
    func intervals(before place: Int) -> Int {
      var low = 0
      var high = ends.count
      while low < high {
        let middle = (low + high) / 2
        if ends[middle] < place { low = middle + 1 } else { high = middle }
      }
      return low
    }
  }

  /// A file with its bytes that a test damages.
  private final class Victim {
    let path: String
    let descriptor: Int32
    private let scratch = try? ScratchDirectory()

    init(_ bytes: [UInt8]) throws {
      path = try #require(scratch).file("x.hlog", bytes)
      descriptor = open(path, O_RDWR)
      try #require(descriptor >= 0)
    }

    deinit { close(descriptor) }

    func write(_ byte: UInt8, at place: Int) throws {
      try #require(withUnsafeBytes(of: byte) { pwrite(descriptor, $0.baseAddress, 1, place) } == 1)
    }
  }

  /// What is read from the interval `first` on, at most `limit` intervals.
  private struct Rest {
    var records: [IntervalRecord] = []
    var end: SessionEnd?
    var summary: Summary?
    var warnings = WarningList()

    init(_ file: InputFile, from place: Int, limit: Int) throws {
      var log = OwnLog(file)
      let decoder = PayloadDecoder()
      if place > 0 { log.seek(to: Int64(place)) }
      while records.count < limit, end == nil {
        switch try log.next(&warnings, with: decoder) {
        case .interval(let record, _): records.append(record)
        case .end(let end, let summary, _):
          self.end = end
          self.summary = summary
        }
      }
    }
  }

  @Test("is about 1 MB long and has a mark for each interval")
  func specimen() throws {
    let specimen = try Specimen.shared.get()
    #expect((900_000...1_100_000).contains(specimen.bytes.count))
    #expect(specimen.ends.count == specimen.records.count)
  }

  @Test("cut at 2,000 places, has what was marked before the cut")
  func cuts() throws {
    let specimen = try Specimen.shared.get()
    let victim = try Victim(specimen.bytes)
    var numbers = SeededNumbers(42)
    let places = (0..<2000).map { _ in Int.random(in: 0..<specimen.bytes.count, using: &numbers) }
    for (turn, place) in places.sorted(by: >).enumerated() {
      try #require(ftruncate(victim.descriptor, off_t(place)) == 0)
      // A mark without its line feed is whole.
      let whole = specimen.intervals(before: place + 1)
      let from = max(0, whole - 1)
      let rest = try Rest(InputFile(victim.path), from: specimen.starts[from], limit: 3)
      let isSame = rest.records == Array(specimen.records[from..<whole])
      try #require(isSame, "cut at \(place)")
      if place < specimen.bytes.count - 1 { #expect(rest.summary == nil && rest.end != nil) }
      guard turn.isMultiple(of: 100), whole > 0 else { continue }
      let archive = try RecordingArchive(path: victim.path)
      #expect(archive.head == specimen.head)
      #expect(archive.endNanoseconds == specimen.records[whole - 1].endNanoseconds)
    }
  }

  @Test("with a bit turned over has the same figures, or says so", arguments: 0..<4)
  func bitFlips(part: Int) throws {
    let specimen = try Specimen.shared.get()
    let victim = try Victim(specimen.bytes)
    var numbers = SeededNumbers(UInt64(44 + part))
    var warned = 0
    for turn in 0..<5000 {
      let place = Int.random(in: 0..<specimen.bytes.count, using: &numbers)
      try victim.write(
        specimen.bytes[place] ^ 1 << UInt8.random(in: 0...7, using: &numbers),
        at: place
      )
      if try isWarned(specimen, victim, place, opens: turn.isMultiple(of: 100)) { warned += 1 }
      try victim.write(specimen.bytes[place], at: place)
    }
    // All but the first lines, which are for other readers, is sealed.
    #expect(warned > 4900)
  }

  /// Whether the reader warns; if it does not, everything must be as it was written.
  private func isWarned(
    _ specimen: Specimen,
    _ victim: Victim,
    _ place: Int,
    opens: Bool
  ) throws -> Bool {
    let first = specimen.intervals(before: place)
    // The one before it tells which number comes next.
    let from = max(0, first - 1)
    // The line feed of a mark holds two intervals apart.
    let limit = first < specimen.ends.count && place < specimen.ends[first] ? 2 : 3
    let rest = try Rest(InputFile(victim.path), from: specimen.starts[from], limit: limit)
    for record in rest.records {
      let isSame = record == specimen.records[record.number]
      try #require(isSame, "bit at \(place)")
    }
    var isWarned = rest.warnings.count > 0
    if !isWarned {
      let expected = specimen.records[from...].prefix(limit)
      try #require(rest.records.map(\.number) == expected.map(\.number), "bit at \(place)")
      if expected.count < limit { #expect(rest.end != .torn && rest.summary != nil) }
    }
    guard opens || first == 0 else { return isWarned }
    do throws(RecordingError) {
      let reader = try RecordingReader(path: victim.path)
      _ = RecordingEntry(path: victim.path)
      isWarned = isWarned || reader.warningCount > 0
      if !isWarned { #expect(reader.head == specimen.head) }
    } catch {
      #expect(error.exitStatus == 65)
      isWarned = true
    }
    return isWarned
  }
}
