import ArgumentParser
import Glibc
import Measurements
import Recordings
import Sessions

/// Writes the recording of the long run; in a process of its own, since it makes that one large.
struct WriteLongRunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "write-long-run",
    abstract: "Write the recording that the part 'history' looks at.",
    shouldDisplay: false
  )

  @Argument var path: String

  @Option var intervals = LongRun.intervalCount

  func run() throws { try LongRun.write(to: path, intervals: intervals) }
}

/// Scrubs a recording and prints how long each answer took, as JSON.
struct ScrubCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scrub",
    abstract: "Scrub a recording of the long run, and print what it took.",
    shouldDisplay: false
  )

  /// Seeks while the recording is being summed, and after.
  private static let seekCount = 200
  /// Steps to places beside the last one, once it is summed, s.
  private static let steps: [Int64] = [1, 1, -1, -1, -1, 10, 10, -10, -10, -10, 1]

  @Argument var path: String

  func run() throws {
    let clock = SystemClock()
    let bell = Mailbox<Bool>()
    let suite = try LongRun.suite()
    let started = clock.monotonicNanoseconds()
    let archive = try RecordingArchive(path: path)
    let end = archive.endNanoseconds
    var places = SplitMixPlaces(state: 4)
    let scrubber = Scrubber(
      archive,
      suite: suite,
      at: end / 2,
      onChange: { bell.put(true) }
    )
    scrubber.start()
    while scrubber.frame == nil { _ = bell.takeAll() }
    let first = clock.monotonicNanoseconds() - started
    func seek(to place: Int64) -> Double {
      let asked = clock.monotonicNanoseconds()
      scrubber.seek(to: place)
      while scrubber.frame?.atNanoseconds != place { _ = bell.takeAll() }
      return Double(clock.monotonicNanoseconds() - asked) / 1e6
    }
    var early: [Double] = []
    while early.count < Self.seekCount, !scrubber.overview.isComplete {
      early.append(seek(to: places.next(below: end)))
      // As fast as a key repeats, so that summing goes on in between.
      usleep(20_000)
    }
    while !scrubber.overview.isComplete { _ = bell.takeAll() }
    let summed = clock.monotonicNanoseconds() - started
    let late = (0..<Self.seekCount).map { _ in seek(to: places.next(below: end)) }
    var steps: [Double] = []
    for _ in 0..<20 {
      var place = 60_000_000_000 + places.next(below: end - 120_000_000_000)
      _ = seek(to: place)
      for step in Self.steps {
        place += step * 1_000_000_000
        steps.append(seek(to: place))
      }
    }
    let result: JSON = [
      "first_ms": JSON(Double(first) / 1e6),
      "summed_ms": JSON(Double(summed) / 1e6),
      "early_ms": .array(early.map { JSON($0) }),
      "late_ms": .array(late.map { JSON($0) }),
      "step_ms": .array(steps.map { JSON($0) }),
      "resident_bytes": JSON(Self.residentBytes()),
      "count": JSON(scrubber.overview.snapshot.benchmarks.reduce(0) { $0 + $1.whole.count }),
    ]
    print(result.text)
    scrubber.stop()
  }

  /// The greatest resident size of this process since it was started (proc(5), VmHWM).
  private static func residentBytes() -> Int {
    for line in TextFile.read("/proc/self/status").split(separator: "\n")
    where line.hasPrefix("VmHWM:") {
      return (line.split(separator: " ").compactMap { Int($0) }.first ?? 0) * 1024
    }
    return 0
  }
}

/// Places that are the same in every run (SplitMix64; Steele, Lea, Flood, OOPSLA 2014).
private struct SplitMixPlaces {
  var state: UInt64

  mutating func next(below end: Int64) -> Int64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
    return Int64((bits ^ (bits >> 31)) % UInt64(end))
  }
}
