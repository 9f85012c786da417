import Budgets
import Glibc
import Measurements
import Recordings
import Sessions
import Workloads

/// Makes a recording of what another tool measured.
struct Importing {
  /// The file of the other tool.
  var file: String
  /// Where the recording goes; nil for a new file in `recordings/`.
  var record: String?
  /// Budgets that are kept in it.
  var budgets: [String] = []
  /// What the session is called; nil for the tool.
  var label: String?

  /// Writes the recording, and says in a line or two what it holds.
  func run() throws -> String {
    let name = AttachCommand.name(of: file)
    let session: ImportedSession
    // The same judgement as that of those who open recordings.
    let entry = RecordingEntry(path: file)
    if case .notAFile(_, let kind) = entry.problem {
      throw ImportFailure(file: file, error: .notAFile(kind: kind))
    }
    if entry.problem == nil { throw ImportFailure(file: file, error: .isLog) }
    do throws(ImportError) {
      session = try ImportedSession.read(path: file, name: name)
    } catch {
      throw ImportFailure(file: file, error: error)
    }
    var text = StreamSuiteText(name: name, source: .file(file))
    text.budgets = named(session.names, own: name)
    let source = SuiteSource(text.write(), naming: AttachCommand.option)
    let suite = try source.suite(SuiteRequest(SuiteChoice()))
    if let unknown = unknownName(in: suite, session.names) { throw unknown }
    let head = head(session, suite)
    let writer = try writer(head)
    try write(session, suite, head, to: writer)
    return said(session, path: writer.path)
  }

  /// The budgets; one without a name is of every benchmark of the file.
  private func named(_ names: [String], own: String) -> [String] {
    // What is measured without a name is called as the file is.
    guard !names.contains(own) else { return budgets }
    return budgets.flatMap { budget in
      let read = try? BudgetExpression.parse(budget)
      return read?.benchmark == nil ? names.map { "\($0).\(budget)" } : [budget]
    }
  }

  /// A budget of something that the file has not; nil if there is none.
  private func unknownName(in suite: Suite, _ names: [String]) -> UnknownName? {
    for objective in suite.objectives where !objective.isDefault {
      guard case .benchmark(let name) = objective.subject, !names.contains(name) else { continue }
      return UnknownName(name: name, file: file, names: names)
    }
    return nil
  }

  private func head(_ session: ImportedSession, _ suite: Suite) -> SessionHead {
    let started = session.startedNanoseconds ?? modified ?? SystemClock().wallNanoseconds()
    let zone = HostFacts.timeZone(atNanoseconds: started)
    var head = SessionHead(
      suite: suite.name,
      profile: suite.profile.name,
      startedNanoseconds: started
    )
    head.program = "headroom \(HeadroomCommandLine.version), importing \(session.tool)"
    head.suiteText = suite.recordableText
    head.variables = suite.recordableVariables
    head.intervalNanoseconds = session.intervalNanoseconds
    head.isIndependent = session.isIndependent
    head.utcOffsetSeconds = zone.offset
    head.timeZone = zone.name
    head.label = label ?? "imported from \(session.tool)"
    return head
  }

  /// When the file was last written to, ns since 1970.
  private var modified: Int64? {
    var status = stat()
    guard stat(file, &status) == 0 else { return nil }
    return Int64(status.st_mtim.tv_sec) * 1_000_000_000
  }

  private func writer(_ head: SessionHead) throws(RecordingError) -> RecordingWriter {
    if let record { return try RecordingWriter.create(path: record, head: head) }
    return try RecordingWriter.create(directory: ProjectFolder().recordings, head: head)
  }

  /// The same inputs as a live session would have had, judged as they are.
  private func write(
    _ session: ImportedSession,
    _ suite: Suite,
    _ head: SessionHead,
    to writer: RecordingWriter
  ) throws(RecordingError) {
    var circumstances = SessionState.Circumstances()
    circumstances.recording = writer.path
    var state = SessionState(head: head, suite: suite, circumstances: circumstances)
    var events = session.notices.map { SessionEvent(atNanoseconds: 0, kind: .notice($0)) }
    for event in events { _ = state.apply(.event(event)) }
    for record in session.records {
      let derived = state.apply(.interval(record))
      try writer.write(record, events: events + derived)
      events = []
    }
    _ = state.apply(.end(.completed))
    try writer.finish(state.summary())
  }

  private func said(_ session: ImportedSession, path: String) -> String {
    let names = session.names.count
    let what =
      "\(session.tool): \(session.sampleCount) samples of \(names) \(names == 1 ? "name" : "names")"
      + ", \(Figures.duration(nanoseconds: Double(session.nanoseconds)))"
    let notices = session.notices.map { "note: " + $0 + "\n" }.joined()
    let shown = Visible.text(path)
    return notices + "Wrote \(shown). \(what). Open it: headroom replay \(Shell.word(shown))\n"
  }
}

/// A budget of a benchmark that the file has not.
struct UnknownName: CommandFailure, Equatable {
  /// The name in the budget.
  var name: String
  /// The file of the other tool.
  var file: String
  /// The names that it has.
  var names: [String]

  var status: ExitStatus { .badInput }
  var text: String {
    let meant = Spelling.nearest(to: name, among: names).map {
      "Did you mean '\(Visible.text($0))'?"
    }
    let some = names.prefix(5).map { Visible.text($0) }.joined(separator: ", ")
    let more = names.count > 5 ? " and \(names.count - 5) more" : ""
    let hint = meant ?? "It has \(some)\(more)."
    return "--budget: there is no '\(Visible.text(name))' in \(Visible.text(file)). \(hint)"
  }
}

/// A file that can't be imported.
struct ImportFailure: CommandFailure, Equatable {
  /// The file.
  var file: String
  /// Why.
  var error: ImportError

  var status: ExitStatus {
    switch error {
    case .unreadable, .notAFile: .noInput
    default: .badInput
    }
  }
  var text: String {
    let shown = Visible.text(file)
    if case .unreadable = error { return "can't read \(shown): \(error)" }
    return "\(shown): \(error)"
  }
}
