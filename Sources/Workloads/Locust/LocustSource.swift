package import Budgets
package import Sessions
import Synchronization

/// A Locust file under Headroom's budgets: starts Locust's master and its workers, which report whole
/// histograms, and steers their users.
package final class LocustSource: SessionSource {
  private let name: String
  private let program: LocustProgram
  private let load: LocustLoad
  private let warmupNanoseconds: Int64
  private let intervalNanoseconds: Int64
  private let controls = ControlQueue()
  private let trouble = Mutex<String?>(nil)

  /// A source of the measurements of `file`, which is called `name`, under the load of `profile`, which
  /// also says how long it runs.
  ///
  /// `host` is the base URL for its users; nil for that of the Locust file.
  package init(
    name: String,
    file: LocustFile,
    host: String?,
    profile: LoadProfile,
    options: ExternalOptions
  ) throws(LocustError) {
    guard profile.model == .closed else { throw .hasRate(engine: name, profile: profile.name) }
    guard profile.plannedNanoseconds != nil else {
      throw .hasNoDuration(engine: name, profile: profile.name)
    }
    self.name = name
    program = try LocustProgram(
      engine: name,
      file: file,
      host: host,
      folder: options.folder
    )
    load = LocustLoad(profile, spawnRate: file.spawnRate)
    warmupNanoseconds = profile.warmupNanoseconds
    intervalNanoseconds = options.intervalNanoseconds
  }

  package func start(into inbox: Inbox) throws {
    try LocustRun(
      name: Visible.text(name),
      program: program,
      load: load,
      warmupNanoseconds: warmupNanoseconds,
      intervalNanoseconds: intervalNanoseconds,
      controls: controls,
      inbox: inbox,
      onFailure: { [self] failure in trouble.withLock { $0 = failure } }
    ).start()
  }

  package func apply(_ control: Control) { controls.put(control) }

  package var failure: String? { trouble.withLock { $0 } }
}
