import Budgets
import Sessions
import Testing

@testable import Workloads

struct SteeredLoadTests {
  private static let second: Int64 = 1_000_000_000

  private static func load(
    _ model: LoadProfile.LoadModel,
    _ stages: [(level: Double, seconds: Int64)]
  ) -> SteeredLoad {
    SteeredLoad(
      LoadProfile(
        name: "p",
        model: model,
        stages: stages.map {
          LoadProfile.Stage(from: $0.level, to: $0.level, nanoseconds: $0.seconds * second)
        }
      )
    )
  }

  private static func levels(_ kinds: [SessionEvent.Kind]) -> [Double] {
    kinds.compactMap { if case .load(let change) = $0 { change.to } else { nil } }
  }

  @Test func `each step is taken from the one before, whether or not that has taken effect`() {
    var load = Self.load(.closed, [(20, 60)])
    var asked: [Double] = []
    for _ in 0..<5 { asked += Self.levels(load.scale(by: 1.1, from: 20_000_000)) }
    #expect(asked == [22, 24, 26, 29, 32])
    #expect(load.curve.level(at: Self.second) == 32)
    for _ in 0..<3 { asked = Self.levels(load.scale(by: 0.9, from: 20_000_000)) }
    #expect(asked == [23])
  }

  @Test func `a rate changes by ten percent, and one user is the least step of users`() {
    var rate = Self.load(.open, [(100, 60)])
    #expect(Self.levels(rate.scale(by: 1.1, from: 0)) == [110.00000000000001])
    var users = Self.load(.closed, [(1, 60)])
    #expect(Self.levels(users.scale(by: 1.1, from: 0)) == [2])
    #expect(Self.levels(users.scale(by: 0.9, from: 0)) == [1])
    #expect(Self.levels(users.scale(by: 0.9, from: 0)) == [1])
  }

  @Test func `a spike that is asked for again lasts longer and is no higher`() {
    var load = Self.load(.closed, [(20, 60)])
    #expect(Self.levels(load.spike(from: Self.second)) == [40])
    #expect(Self.levels(load.spike(from: 4 * Self.second)).isEmpty)
    for (time, level) in [(0, 20.0), (2, 40), (10, 40), (13, 40), (14, 20), (30, 20)] {
      #expect(load.curve.level(at: Int64(time) * Self.second) == level, "at \(time) s")
    }
    // Back to 20, told once, when the longer spike ends.
    #expect(load.changes(before: 14 * Self.second).map(\.change.to) == [20])
    let back = load.changes(before: 15 * Self.second)
    #expect(back.map(\.time) == [14 * Self.second])
    #expect(back.map(\.change.to) == [20])
    // A spike after that begins anew.
    #expect(Self.levels(load.spike(from: 20 * Self.second)) == [40])
  }

  @Test func `a step during a spike changes the spike and what comes after it`() {
    var load = Self.load(.closed, [(20, 60)])
    _ = load.spike(from: 0)
    #expect(Self.levels(load.scale(by: 1.1, from: Self.second)) == [44])
    #expect(load.curve.level(at: 0) == 40)
    #expect(load.curve.level(at: 2 * Self.second) == 44)
    #expect(load.curve.level(at: 11 * Self.second) == 22)
    #expect(load.changes(before: 60 * Self.second).map(\.change.to) == [20, 22])
  }

  @Test func `what is told after a spike says whether the user or the profile asked for it`() {
    var load = Self.load(.closed, [(20, 60), (30, 60)])
    _ = load.hold(50, from: Self.second)
    _ = load.changes(before: 2 * Self.second)
    _ = load.spike(from: 2 * Self.second)
    #expect(
      load.changes(before: .max).map(\.change) == [
        LoadChange(from: 50, to: 50, stage: nil), LoadChange(from: 30, to: 30, stage: 1),
      ]
    )
  }

  @Test func `a spike hides the stages that begin in it, and the one after it is told`() {
    var load = Self.load(.open, [(100, 5), (200, 2), (300, 60)])
    _ = load.changes(before: 1)
    #expect(Self.levels(load.spike(from: Self.second)) == [200])
    #expect(load.curve.level(at: 6 * Self.second) == 200)
    #expect(load.curve.level(at: 12 * Self.second) == 300)
    let told = load.changes(before: 60 * Self.second)
    #expect(told.map(\.time) == [11 * Self.second])
    #expect(told.map(\.change) == [LoadChange(from: 300, to: 300, stage: 2)])
  }

  @Test func `levels that make no sense and times after the end change nothing`() {
    var load = Self.load(.open, [(100, 1)])
    let before = load.curve
    #expect(load.hold(-1, from: 0).isEmpty)
    #expect(load.hold(.nan, from: 0).isEmpty)
    #expect(load.hold(5, from: Self.second).isEmpty)
    #expect(load.spike(from: Self.second).isEmpty)
    #expect(load.curve == before)
  }

  @Test func `the load ends with the stage that runs, spike or not`() {
    var load = Self.load(.closed, [(20, 5), (30, 60)])
    _ = load.spike(from: Self.second)
    #expect(load.stopAfterStage(at: 2 * Self.second) == [.steered("stop after this stage")])
    #expect(load.curve.end == 5 * Self.second)
    #expect(load.changes(before: .max).map(\.change.to) == [20])
  }
}
