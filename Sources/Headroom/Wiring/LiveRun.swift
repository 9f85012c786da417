import Budgets
import Glibc
import Measurements
import Recordings
import Reports
import Sessions
import Workloads

/// A run from its preparation to its result.
struct LiveRun {
  /// What was asked for.
  let plan: RunPlan

  /// Prepares, runs, shows and judges; the status of the program.
  func run() throws -> ExitStatus {
    let suite = try plan.suite()
    let missingFunctions = try findFunctions(of: suite)
    for warning in suite.warnings { StandardStreams.complain("warning: " + warning) }
    try guardMachine(suite)
    while true {
      let (status, leaving) = try runOnce(suite, missingFunctions)
      if leaving == .done { return status }
    }
  }

  /// Sees to it that this program has the functions of a suite: where another one declares them, that
  /// one is built and takes over.
  ///
  /// Returns why they can't be had here; nil if they can.
  private func findFunctions(of suite: Suite) throws -> String? {
    if let declared = DeclaredFunctions.current {
      let whole = try plan.wholeSuite()
      if let mismatch = declared.mismatch(with: whole, file: plan.source.file) { throw mismatch }
    } else if suite.benchmarks.contains(where: \.workload.isFunction),
      let product = suite.swiftProduct
    {
      do throws(SwiftBuildError) {
        try SwiftBuild(product, suiteFolder: suite.folder)
          .handOver(Array(CommandLine.arguments.dropFirst()))
      } catch {
        guard plan.skipsMissing, let reason = error.missing else { throw error }
        return reason
      }
    }
    return nil
  }

  private func runOnce(
    _ suite: Suite,
    _ missingFunctions: String?
  ) throws -> (ExitStatus, ScreenRun.Leaving) {
    let project = ProjectFolder()
    let git = GitFacts.ask()
    // Before the first thread starts, since threads inherit which signals are blocked.
    let stage = Stage(
      headless: plan.session.output.headless || plan.session.output.format != .text,
      plain: plan.session.output.plain
    )
    defer { stage.leave() }
    let demo =
      suite.asksForDemo ? try DemoServer.startAndWait(seed: plan.seed(of: suite) ?? 1) : nil
    defer { demo?.stopAndWait() }
    let head = plan.head(suite, target: suite.shownTarget, git: git, clock: SystemClock())
    // Before there is a recording of this run, which would be the last one.
    let ghost = OpenedGhost(
      plan.session.ghost.choice,
      behind: head,
      judgedBy: suite,
      in: RecordingCatalog(directory: project.recordings),
      onChange: stage.onSnapshot
    )
    // What can't be measured at all leaves no recording behind.
    let source = try sources(suite, missingFunctions, demo: demo?.url, head: head).session()
    let recorder = try recorder(head, suite, in: project)
    var circumstances = SessionState.Circumstances()
    circumstances.isStrict = plan.session.output.strict
    circumstances.recording = recorder?.recording.path
    let memory = stage.isScreen && recorder?.recording.path == nil ? MemoryArchive(head: head) : nil
    let observers: [(any SessionObserver)?] = [recorder, memory]
    let session = Session(
      state: SessionState(head: head, suite: suite, circumstances: circumstances),
      source: source,
      observers: observers.compactMap(\.self),
      stopsOnViolation: plan.session.output.stopOn == .violation,
      onSnapshot: stage.onSnapshot
    )
    let result = SessionResult(
      other: ghost.result,
      isStrict: plan.session.output.strict,
      format: plan.session.output.format,
      glyphs: StandardStreams.glyphs(plain: plan.session.output.plain),
      compared: suite.takingTurns,
      target: head.target
    )
    let past = try stage.isScreen ? past(of: recorder, memory, suite, circumstances, stage) : nil
    let (snapshot, leaving) = try stage.show(
      session,
      past: past,
      ghost: ghost,
      glyphs: result.glyphs
    )
    let status = result.print(
      snapshot,
      engineFailure: source.failure,
      writeFailure: recorder?.error?.description
    )
    return (status, leaving)
  }

  /// What looks back at the run: into its recording, or where there is none into memory.
  private func past(
    of recorder: RecordingObserver?,
    _ memory: MemoryArchive?,
    _ suite: Suite,
    _ circumstances: SessionState.Circumstances,
    _ stage: Stage
  ) throws -> Scrubber? {
    let archive: (any SessionArchive)?
    if let path = recorder?.recording.path {
      archive = try RecordingArchive(path: path, follows: true)
    } else {
      archive = memory
    }
    guard let archive else { return nil }
    return Scrubber(
      archive,
      suite: suite,
      circumstances: circumstances,
      onChange: stage.onSnapshot
    )
  }

  /// Asks before much load leaves this machine, and looks whether it can be borne.
  private func guardMachine(_ suite: Suite) throws {
    if let guarded = LoadGuard(suite, base: suite.target) {
      try guarded.confirm(isAssumed: plan.isConfirmed, asking: Question.isConfirmed)
    }
    let limit = Descriptors.raise()
    try Descriptors.check(
      connections: suite.mostConnections * (suite.target == "demo" ? 2 : 1),
      limit: limit
    )
  }

  private func sources(
    _ suite: Suite,
    _ missingFunctions: String?,
    demo: String?,
    head: SessionHead
  ) -> SuiteSources {
    let target = suite.target.isEmpty ? nil : suite.target
    return SuiteSources(
      suite: suite,
      base: suite.target == "demo" ? demo : target,
      demo: demo,
      head: head,
      options: plan.engine,
      skipsExisting: plan.skipsExisting,
      skipsMissing: plan.skipsMissing,
      missingFunctions: missingFunctions
    )
  }

  /// The recorder; nil for `--no-record`.
  ///
  /// A file that was named must be writable; where the folder is not, the run goes on and says so.
  private func recorder(
    _ head: SessionHead,
    _ suite: Suite,
    in project: ProjectFolder
  ) throws -> RecordingObserver? {
    if plan.session.recording.noRecord { return nil }
    if let path = plan.session.recording.record {
      let writer = try RecordingWriter.create(path: path, head: head)
      writer.recordsFullURLs = suite.recordsFullURLs
      return RecordingObserver(writer)
    }
    do {
      let writer = try RecordingWriter.create(directory: project.recordings, head: head)
      writer.recordsFullURLs = suite.recordsFullURLs
      return RecordingObserver(writer)
    } catch {
      return RecordingObserver(path: project.recordings, error: error)
    }
  }
}

extension Suite {
  /// How many connections the load may have open at once, as far as it was asked for: users, or
  /// the stated number in flight.
  var mostConnections: Int {
    // Locust's processes have connections of their own.
    if isLocustOnly { return 0 }
    if let most = profile.mostInFlight { return most }
    guard profile.model == .closed else { return 0 }
    return Int(clamping: Int64(profile.stages.reduce(0) { max($0, $1.from, $1.to) }.rounded(.up)))
  }
}

extension Suite {
  /// The benchmarks that take turns, which is for comparing them.
  fileprivate var takingTurns: [String] {
    interleaves ? benchmarks.filter { $0.workload.kind == .samples }.map(\.name) : []
  }
}

extension Snapshot.Recording {
  /// The file; nil without one.
  var path: String? {
    switch self {
    case .off, .failed: nil
    case .writing(let path): path
    }
  }
}
