import Budgets
import Measurements
import Sessions

@testable import Dashboard

/// Suites and sessions of a folder, made by hand.
enum HomeFixture {
  private static let minute: Int64 = 60_000_000_000
  /// 2026-11-21 14:00 UTC, shown in a zone one hour to the east.
  static let now: Int64 = 1_795_269_600_000_000_000

  static let suites = [
    ListedSuite(
      name: "notes-api",
      suite: "notes-api",
      about: "CRUD, sync and live updates of the notes service (9 benchmarks)",
      profiles: ["stress", "smoke", "endurance"]
    ),
    ListedSuite(name: "search", suite: "search", about: "2 benchmarks", profiles: ["smoke"]),
    ListedSuite(name: "new", suite: "new", about: "1 benchmark", profiles: ["smoke"]),
    ListedSuite(
      name: "wip",
      suite: nil,
      about: "2 mistakes: headroom check wip",
      isBroken: true
    ),
  ]

  static let sessions: [ListedSession] = {
    var latest = session("notes-api", "stress", "staging", 57, worst: 1.3)
    latest.head?.label = "rc4"
    latest.head?.isDirty = true
    var chosen = session("notes-api", "stress", "staging", 200, worst: 0.93)
    chosen.baseline = "notes-api/stress@staging"
    var running = session("notes-api", "endurance", nil, 300, worst: 1)
    (running.summary, running.end) = (nil, nil)
    var stopped = session("search", "smoke", nil, 60 * 24 * 3, worst: 1.04)
    stopped.end = .stopped
    stopped.summary?.steered = true
    var foreign = ListedSession(path: "recordings/jHiccup.hlog", bytes: 90_000)
    foreign.problem = nil
    var broken = ListedSession(path: "recordings/void.hlog", bytes: 0)
    broken.problem = "is empty"
    return [latest, chosen, running, stopped, foreign, broken]
  }()

  /// A session that began so many minutes ago, and whose p95 used this much of its budget.
  static func session(
    _ suite: String,
    _ profile: String,
    _ environment: String?,
    _ minutesAgo: Int64,
    worst: Double
  ) -> ListedSession {
    let started = now - minutesAgo * minute
    var head = SessionHead(suite: suite, profile: profile, startedNanoseconds: started)
    head.environment = environment
    head.utcOffsetSeconds = 3600
    head.commit = "abc1234def56"
    head.branch = "main"
    head.host.name = "build-7"
    let name = UTCTime(nanoseconds: started).compact + "-\(suite)-\(profile).hlog"
    var session = ListedSession(path: "recordings/" + name, bytes: 130_000)
    session.head = head
    session.end = .completed
    session.summary = summary(head, worst: worst)
    return session
  }

  private static func summary(_ head: SessionHead, worst: Double) -> Summary {
    let verdict: Verdict = worst > 1.1 ? .violation : worst > 1 ? .drift : .pass
    let objectives = [("sync-status", worst), ("list-notes", 0.21)].map { name, used in
      ObjectiveSummary(
        objective: Objective(subject: .benchmark(name), metric: .quantile(.p95), budget: 1e9),
        judgement: Judgement(
          observed: used * 1e9,
          consumption: used,
          verdict: used > 1.1 ? .violation : used > 1 ? .drift : .pass,
          sure: true
        )
      )
    }
    let state = SessionState(
      head: head,
      suite: Suite(
        name: head.suite,
        profile: LoadProfile(name: head.profile, model: .closed, stages: []),
        benchmarks: [],
        objectives: []
      )
    )
    var summary = state.summary()
    summary.measuredNanoseconds = 5 * minute
    summary.verdict = verdict
    summary.suiteObjectives = objectives
    return summary
  }

  /// A screen that has read its folder.
  static func state(
    _ columns: Int,
    _ rows: Int,
    _ glyphs: Glyphs = .unicode,
    sessions: [ListedSession] = sessions
  ) -> HomeState {
    var state = HomeState(
      folder: "~/src/notes",
      size: Size(columns: columns, rows: rows),
      glyphs: glyphs,
      nowNanoseconds: now
    )
    state.take(suites: suites, sessions: sessions)
    return state
  }
}

/// The text of a home screen.
func screen(_ state: HomeState) -> String {
  text(state.size) { state.draw(in: $0, into: &$1) }
}

extension HomeState {
  /// The state after some keys.
  func after(_ keys: Key...) -> HomeState { keys.reduce(self) { $0.update($1).state } }

  /// The state after some typed characters.
  func typing(_ text: String) -> HomeState {
    text.reduce(self) { $0.update(.character($1)).state }
  }
}
