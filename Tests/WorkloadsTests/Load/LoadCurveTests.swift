import Budgets
import Testing

@testable import Workloads

struct LoadCurveTests {
  private static let second: Int64 = 1_000_000_000

  private static func curve(
    _ stages: [(from: Double, to: Double, seconds: Double)],
    warmupSeconds: Double = 0
  ) -> LoadCurve {
    var profile = LoadProfile(
      name: "p",
      model: .open,
      stages: stages.map {
        LoadProfile.Stage(from: $0.from, to: $0.to, nanoseconds: Int64($0.seconds * 1e9))
      }
    )
    profile.warmupNanoseconds = Int64(warmupSeconds * 1e9)
    return LoadCurve(profile: profile)
  }

  @Test func `a flat load has its level everywhere, and beyond its end`() {
    let curve = Self.curve([(10, 10, 2)])
    #expect(curve.end == 2 * Self.second)
    for time in [-1, 0, 1, Self.second, 2 * Self.second, 9 * Self.second] {
      #expect(curve.level(at: time) == 10)
    }
  }

  @Test func `a ramp moves in a straight line, and a stage begins where its own level says`() {
    let curve = Self.curve([(0, 10, 2), (4, 4, 1)])
    #expect(curve.level(at: Self.second) == 5)
    #expect(curve.level(at: 2 * Self.second - 1) > 9.99)
    #expect(curve.level(at: 2 * Self.second) == 4)
  }

  @Test func `the warm-up has the level of the first stage, and no stage of its own`() {
    let flat = Self.curve([(10, 20, 1)], warmupSeconds: 2)
    #expect(flat.level(at: 0) == 10)
    #expect(flat.segment(at: 0).stage == nil)
    #expect(flat.segment(at: 2 * Self.second).stage == 0)
    #expect(flat.end == 3 * Self.second)
    let fromZero = Self.curve([(0, 20, 1)], warmupSeconds: 2)
    #expect(fromZero.level(at: Self.second) == 20)
  }

  @Test func `a rate that no clock lives to see has no arrival`() {
    let profile = LoadProfile(
      name: "p",
      model: .open,
      stages: [.init(from: 1e-13, to: 1e-13, nanoseconds: 0)],
      iterations: 10
    )
    #expect(LoadCurve(profile: profile).time(ofArrival: 1) == nil)
  }

  @Test func `a profile that only iterations end has no end`() {
    let profile = LoadProfile(
      name: "p",
      model: .open,
      stages: [.init(from: 5, to: 5, nanoseconds: 0)],
      iterations: 10
    )
    let curve = LoadCurve(profile: profile)
    #expect(curve.end == .max)
    #expect(curve.time(ofArrival: 5) == Self.second)
  }

  @Test func `arrivals of a flat rate are evenly spaced, and as many as the integral says`() {
    let curve = Self.curve([(1_000, 1_000, 0.3)])
    #expect(curve.time(ofArrival: 0) == 0)
    #expect(curve.time(ofArrival: 7) == 7_000_000)
    #expect(curve.time(ofArrival: 299) == 299_000_000)
    #expect(curve.time(ofArrival: 300) == nil)
  }

  @Test func `a rate of zero sends nothing, and what follows goes on`() {
    let curve = Self.curve([(0, 0, 1), (2, 2, 1)])
    #expect(curve.time(ofArrival: 0) == Self.second)
    #expect(curve.time(ofArrival: 1) == Self.second + Self.second / 2)
    #expect(curve.time(ofArrival: 2) == nil)
  }

  @Test func `on a ramp from zero the n-th arrival is due at the root of its number`() throws {
    // The integral of 2 t is t^2.
    let curve = Self.curve([(0, 20, 10)])
    for number in [0.0, 1, 4, 25, 81] {
      let due = try #require(curve.time(ofArrival: number))
      #expect(abs(Double(due) / 1e9 - number.squareRoot()) < 1e-6)
    }
    #expect(curve.time(ofArrival: 100) == nil)
  }

  @Test func `on a ramp to zero every arrival is found`() throws {
    let curve = Self.curve([(20, 0, 10)])
    for number in 0..<100 {
      let due = try #require(curve.time(ofArrival: Double(number)))
      #expect((0..<10 * Self.second).contains(due))
    }
    #expect(curve.time(ofArrival: 100) == nil)
  }

  @Test func `holding a level leaves what was due before as it was`() throws {
    var curve = Self.curve([(100, 300, 2), (50, 50, 1)])
    let before = try (0..<100).map { try #require(curve.time(ofArrival: Double($0))) }
    let start = try #require(curve.time(ofArrival: 99)) + 1
    curve.hold(1_000, from: start)
    let after = try (0..<100).map { try #require(curve.time(ofArrival: Double($0))) }
    for (old, new) in zip(before, after) { #expect(abs(old - new) <= 1) }
    #expect(curve.level(at: start) == 1_000)
    #expect(curve.level(at: 2 * Self.second - 1) == 1_000)
    #expect(curve.level(at: 2 * Self.second) == 50)
    #expect(curve.end == 3 * Self.second)
  }

  @Test func `holding for a while goes back to where the profile would be`() {
    var curve = Self.curve([(0, 100, 10)])
    curve.hold(500, from: 2 * Self.second, to: 4 * Self.second)
    #expect(curve.level(at: 2 * Self.second - 1) < 20)
    #expect(curve.level(at: 3 * Self.second) == 500)
    #expect(abs(curve.level(at: 4 * Self.second) - 40) < 1e-9)
    #expect(curve.stageEnd(at: 3 * Self.second) == 10 * Self.second)
  }

  @Test func `a second hold inside of a first one lasts to the end of the stage`() {
    var curve = Self.curve([(10, 10, 10), (1, 1, 1)])
    curve.hold(20, from: 2 * Self.second, to: 4 * Self.second)
    curve.hold(30, from: 3 * Self.second)
    #expect(curve.level(at: 2 * Self.second) == 20)
    #expect(curve.level(at: 5 * Self.second) == 30)
    #expect(curve.level(at: 10 * Self.second) == 1)
  }

  @Test func `holding in the warm-up lasts through the first stage`() {
    var curve = Self.curve([(10, 10, 1), (5, 5, 1)], warmupSeconds: 1)
    curve.hold(20, from: Self.second / 2)
    #expect(curve.level(at: Self.second + Self.second / 2) == 20)
    #expect(curve.level(at: 2 * Self.second) == 5)
    #expect(curve.segment(at: Self.second / 2).stage == nil)
  }

  @Test func `a curve that is cut ends there, at the level it had reached`() {
    var curve = Self.curve([(0, 100, 1), (7, 7, 1)])
    curve.cut(at: Self.second)
    #expect(curve.end == Self.second)
    curve.cut(at: Self.second / 2)
    #expect(curve.end == Self.second / 2)
    #expect(curve.level(at: Self.second) == 50)
    #expect(curve.time(ofArrival: 12.4) != nil)
    #expect(curve.time(ofArrival: 12.5) == nil)
  }

  @Test(arguments: 0..<40)
  func `arrivals never go back, and the integral at an arrival is its number`(seed: UInt64) throws {
    let curve = Self.random(seed)
    var last: Int64 = 0
    var number = 0.0
    while let due = curve.time(ofArrival: number), number < 3_000 {
      #expect(due >= last)
      #expect(due <= curve.end)
      // Half a nanosecond of rounding at up to 2,000 a second.
      #expect(abs(Self.integral(curve, to: due) - number) < 1e-4)
      last = due
      number += 1
    }
    let total = Self.integral(curve, to: curve.end)
    #expect(number == 3_000 || abs(number - total) < 1.0001)
  }

  @Test(arguments: 0..<40)
  func `edits keep segments in one piece, without gaps`(seed: UInt64) {
    var curve = Self.random(seed)
    let end = curve.end
    for round in 0..<UInt64(6) {
      let unit = SplitMix.unit(seed: seed, 99, round)
      let start = Int64(unit * Double(end))
      let length = Int64(SplitMix.unit(seed: seed, 98, round) * 2e9) + 1
      curve.hold(unit * 500, from: start, to: round % 2 == 0 ? nil : start + length)
      #expect(curve.segments.first?.start == 0)
      #expect(curve.end == end)
      for (left, right) in zip(curve.segments, curve.segments.dropFirst()) {
        #expect(left.end == right.start)
        #expect(left.start < left.end)
        #expect(right.arrivalsBefore >= left.arrivalsBefore)
      }
    }
  }

  /// A curve of one to five stages, some flat, some from or to zero.
  private static func random(_ seed: UInt64) -> LoadCurve {
    let count = 1 + Int(SplitMix.bits(seed: seed, 0, 0) % 5)
    return curve(
      (0..<UInt64(count)).map { stage in
        func level(_ stream: UInt64) -> Double {
          SplitMix.bits(seed: seed, stream, stage) % 4 == 0
            ? 0 : (SplitMix.unit(seed: seed, stream, stage) * 2_000).rounded()
        }
        let from = level(1)
        let isFlat = SplitMix.bits(seed: seed, 3, stage) % 2 == 0
        let seconds = (SplitMix.unit(seed: seed, 4, stage) * 3_000 + 1).rounded() / 1_000
        return (from, isFlat ? from : level(2), seconds)
      },
      warmupSeconds: seed % 3 == 0 ? 0.5 : 0
    )
  }

  private static func integral(_ curve: LoadCurve, to time: Int64) -> Double {
    curve.segments.filter { $0.start < time }.reduce(0) {
      $0 + $1.arrivals(to: min(time, $1.end))
    }
  }
}
