import ArgumentParser
import Dashboard
import Glibc
import Measurements
import Recordings
import Sessions
import Terminal

/// The home screen, and the commands that are started from it.
///
/// Each of them is the command that a user would type: it takes the terminal over, and when it is
/// done the home screen comes back with its lists read anew.
struct HomeRun {
  /// How the home screen was left.
  private enum Leaving {
    /// To run a command, after which it comes back.
    case command([String])
    /// For good.
    case done(ExitStatus)
  }

  private let catalog = RecordingCatalog(directory: ProjectFolder().recordings)

  /// Shows it until the user leaves; without a terminal what is there is printed.
  func run() throws -> ExitStatus {
    guard StandardStreams.isTerminal(STDOUT_FILENO), StandardStreams.isTerminal(STDIN_FILENO),
      let wake = WakePipe()
    else {
      Home.print()
      return .success
    }
    let loader = HomeLoader(catalog, onFound: { wake.wake() })
    var state: HomeState?
    while true {
      let screen: Screen
      do {
        screen = try Screen()
      } catch {
        StandardStreams.complain("no screen, since \(error)")
        Home.print()
        return .success
      }
      loader.start()
      var current = state ?? firstState(on: screen)
      current = current.update(.resize(screen.size)).state
      screen.useMouse(current.usesMouse)
      let leaving = show(&current, on: screen, wake, loader)
      screen.finish()
      switch leaving {
      case .done(let status): return status
      case .command(let words):
        let (status, lines) = Self.execute(words)
        if let status, status.isSignal { return status }
        if !lines.isEmpty { current.tell(lines) }
      }
      state = current
    }
  }

  private func firstState(on screen: Screen) -> HomeState {
    HomeState(
      folder: ProjectFolder().title(home: getenv("HOME").map { String(cString: $0) }),
      size: screen.size,
      glyphs: screen.isUnicode ? .unicode : .ascii,
      nowNanoseconds: SystemClock().wallNanoseconds()
    )
  }

  private func show(
    _ state: inout HomeState,
    on screen: Screen,
    _ wake: WakePipe,
    _ loader: HomeLoader
  ) -> Leaving {
    while true {
      state.nowNanoseconds = SystemClock().wallNanoseconds()
      var canvas = Canvas(screen.size)
      state.draw(in: Area(screen.size), into: &canvas)
      _ = screen.show(canvas)
      switch screen.wait(milliseconds: 10_000, watching: wake.readEnd) {
      case .key(let key):
        let (next, effects) = state.update(key)
        state = next
        for effect in effects {
          if let leaving = carryOut(effect, &state, screen, loader) { return leaving }
        }
      case .wake:
        wake.empty()
        if let found = loader.take() { state.take(suites: found.suites, sessions: found.sessions) }
      case .signal(let ending):
        return .done(ExitStatus(signal: ending.rawValue))
      case .suspend: screen.suspend {}
      case .lost: return .done(.hungUp)
      case .timeout: break
      }
    }
  }

  private func carryOut(
    _ effect: HomeEffect,
    _ state: inout HomeState,
    _ screen: Screen,
    _ loader: HomeLoader
  ) -> Leaving? {
    switch effect {
    case .run(let suite): return .command(["run", "--", suite])
    case .demo: return .command(["demo"])
    case .replay(let path): return .command(["replay", "--", path])
    case .compare(let base, let current): return .command(["compare", "--", base, current])
    case .quit: return .done(.success)
    case .mouse(let isOn): screen.useMouse(isOn)
    case .makeBaseline(let path, let force):
      makeBaseline(path, force: force, &state)
      loader.start()
    case .delete(let path):
      delete(path, &state)
      loader.start()
    }
    return nil
  }

  private func makeBaseline(_ path: String, force: Bool, _ state: inout HomeState) {
    do throws(BaselineError) {
      state.tell(BaselineText.lines(try catalog.setBaseline(path, force: force)))
    } catch .refused(let path, let objections) {
      let name = Visible.text(Path.last(path))
      state.askToForce(path, reason: "\(name) " + BaselineError.list(objections) + ".")
    } catch {
      state.tell([error.description])
    }
  }

  private func delete(_ path: String, _ state: inout HomeState) {
    let entry = RecordingEntry(path: path)
    let notes = entry.notesBytes > 0 ? " and its notes" : ""
    do throws(RecordingError) {
      try RecordingCatalog.remove(entry)
      state.tell(["deleted \(Visible.text(entry.name))\(notes)"])
    } catch {
      state.tell([error.description])
    }
  }

  /// Runs a command as the shell would; what it fails with is told on the home screen.
  private static func execute(_ words: [String]) -> (status: ExitStatus?, lines: [String]) {
    do {
      var command = try HeadroomCommandLine.parseAsRoot(words)
      try command.run()
      return (.success, [])
    } catch let failure as any CommandFailure {
      return (failure.status, failure.text.split(separator: "\n").map(String.init))
    } catch {
      let status = ExitStatus(rawValue: HeadroomCommandLine.exitCode(for: error).rawValue)
      let text = HeadroomCommandLine.message(for: error)
      return (status, text.split(separator: "\n").map(String.init))
    }
  }
}
