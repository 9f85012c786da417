import Budgets
import Sessions
import Testing

@testable import Workloads

struct LocustLoadTests {
  private static let second: Int64 = 1_000_000_000

  private func load(
    _ stages: [LoadProfile.Stage],
    warmupSeconds: Int64 = 0,
    spawnRate: Double? = nil
  ) -> LocustLoad {
    var profile = LoadProfile(name: "p", model: .closed, stages: stages)
    profile.warmupNanoseconds = warmupSeconds * Self.second
    var load = LocustLoad(profile, spawnRate: spawnRate)
    load.begin(at: 0)
    return load
  }

  private func flat(_ users: Double, seconds: Int64) -> LoadProfile.Stage {
    LoadProfile.Stage(from: users, to: users, nanoseconds: seconds * Self.second)
  }

  @Test func `a flat load is ordered once, at its own spawn rate or within a second`() {
    var load = load([flat(500, seconds: 30)])
    #expect(load.first == .init(users: 500, spawnRate: 500))
    #expect(load.order(at: 10 * Self.second) == nil)
    #expect(load.end == 30 * Self.second)
    #expect(self.load([flat(500, seconds: 30)], spawnRate: 50).first.spawnRate == 50)
  }

  @Test func `a ramp is made of steps of a second`() {
    let up = LoadProfile.Stage(from: 0, to: 50, nanoseconds: 10 * Self.second)
    var load = load([up, flat(50, seconds: 10)], spawnRate: 1)
    #expect(load.first == .init(users: 1, spawnRate: 1))
    #expect(load.order(at: Self.second) == .init(users: 5, spawnRate: 4))
    #expect(load.order(at: Self.second + Self.second / 2) == nil)
    #expect(load.order(at: 2 * Self.second) == .init(users: 10, spawnRate: 5))
    #expect(load.order(at: 12 * Self.second)?.users == 50)
    #expect(load.order(at: 14 * Self.second) == nil)
    let told = load.changes(before: 20 * Self.second)
    #expect(told.map(\.atNanoseconds) == [0, 10 * Self.second])
  }

  @Test func `a pause stops all users and puts the end off`() {
    var load = load([flat(20, seconds: 30)])
    #expect(load.apply(.pause, at: 5 * Self.second) == [.paused])
    #expect(load.apply(.pause, at: 6 * Self.second).isEmpty)
    #expect(load.order(at: 5 * Self.second)?.users == 0)
    #expect(load.end == nil)
    #expect(load.apply(.resume, at: 9 * Self.second) == [.resumed])
    #expect(load.order(at: 9 * Self.second)?.users == 20)
    #expect(load.end == 34 * Self.second)
    #expect(load.pausedNanoseconds(before: 7 * Self.second) == 2 * Self.second)
  }

  @Test func `users follow the keys to the end of the stage`() {
    var load = load([flat(20, seconds: 30), flat(40, seconds: 30)])
    _ = load.changes(before: Self.second)
    #expect(
      load.apply(.level(25), at: 5 * Self.second)
        == [.load(LoadChange(from: 25, to: 25, stage: nil))]
    )
    #expect(load.order(at: 5 * Self.second) == .init(users: 25, spawnRate: 5))
    #expect(
      load.apply(.scale(1.01), at: 6 * Self.second)
        == [.load(LoadChange(from: 26, to: 26, stage: nil))]
    )
    #expect(load.order(at: 6 * Self.second)?.users == 26)
    #expect(load.order(at: 31 * Self.second)?.users == 40)
    #expect(load.changes(before: 32 * Self.second).count == 1)
  }

  @Test func `a spike doubles the users for ten seconds`() {
    var load = load([flat(20, seconds: 60)])
    #expect(load.apply(.spike, at: 10 * Self.second).count == 2)
    #expect(load.order(at: 10 * Self.second)?.users == 40)
    #expect(load.order(at: 19 * Self.second) == nil)
    #expect(load.order(at: 20 * Self.second)?.users == 20)
  }

  @Test func `it can end after the stage that runs`() {
    var load = load([flat(20, seconds: 30), flat(40, seconds: 30)])
    #expect(load.apply(.stopAfterStage, at: Self.second) == [.steered("stop after this stage")])
    #expect(load.end == 30 * Self.second)
  }

  @Test func `a shape of the Locust file is not interfered with`() {
    var load = load([flat(20, seconds: 30)])
    load.followsShape = true
    #expect(load.order(at: Self.second) == nil)
    #expect(load.changes(before: Self.second).isEmpty)
    for control in [Control.pause, .level(3), .scale(2), .spike] {
      guard case .notice(let text) = load.apply(control, at: 0).first else {
        Issue.record("\(control) is not answered")
        continue
      }
      #expect(text.contains("shape of the Locust file"))
    }
    #expect(load.apply(.mark("here"), at: 0) == [.mark("here")])
  }

  @Test func `waiting for workers is outside the load`() {
    let stage = flat(20, seconds: 30)
    var load = LocustLoad(LoadProfile(name: "p", model: .closed, stages: [stage]), spawnRate: nil)
    _ = load.apply(.level(25), at: 2 * Self.second)
    #expect(load.order(at: 3 * Self.second) == nil)
    #expect(load.changes(before: 3 * Self.second).isEmpty)
    #expect(load.end == nil)
    #expect(load.pausedNanoseconds(before: 3 * Self.second) == 3 * Self.second)
    load.begin(at: 4 * Self.second)
    #expect(load.end == 34 * Self.second)
    #expect(load.pausedNanoseconds(before: 9 * Self.second) == 4 * Self.second)
    #expect(load.order(at: 4 * Self.second)?.users == 25)
    #expect(load.changes(before: 5 * Self.second).map(\.atNanoseconds) == [4 * Self.second])
  }

  @Test func `the warm-up has the users of the first stage`() {
    let load = load([flat(20, seconds: 30)], warmupSeconds: 5)
    #expect(load.first.users == 20)
    #expect(load.end == 35 * Self.second)
  }
}
