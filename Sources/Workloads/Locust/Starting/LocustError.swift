import Glibc
import Sessions

/// Why a Locust file can't be run, found out before anything runs.
package enum LocustError: Error, Equatable {
  /// Neither `locust` nor a Python that has it is in PATH.
  case notInstalled(engine: String)
  /// The Locust file is not there.
  case noFile(engine: String, path: String)
  /// The profile has a rate.
  case hasRate(engine: String, profile: String)
  /// Nothing but a number of requests ends the profile.
  case hasNoDuration(engine: String, profile: String)
  /// The program can't be started.
  case program(CommandError)
  /// Our own file can't be written.
  case noScratch(code: Int32)
}

extension LocustError: MissingProgram {
  package var missing: String? {
    switch self {
    case .notInstalled: "Locust is not installed"
    case .program(let error): error.missing
    case .noFile, .hasRate, .hasNoDuration, .noScratch: nil
    }
  }
}

extension LocustError: CustomStringConvertible {
  package var description: String {
    let text =
      switch self {
      case .notInstalled(let engine):
        "'\(engine)': Locust is not there: neither 'locust' is in PATH nor a python3 that has it. "
          + "Install it: python3 -m pip install locust (or pipx install locust), or write the path "
          + "to it as 'program'."
      case .noFile(let engine, let path):
        "'\(engine)': there is no Locust file '\(path)'. Mend its path: it is meant from the suite."
      case .hasRate(let engine, let profile):
        "'\(engine)': Locust has users, and the profile '\(profile)' has a rate. Write 'users' beside "
          + "the file, or choose a profile with users."
      case .hasNoDuration(let engine, let profile):
        "'\(engine)': Locust can't count requests to the end of the profile '\(profile)'. Give it a "
          + "duration."
      case .program(let error): error.description
      case .noScratch(let code):
        "no file for Locust can be written to the temporary folder: "
          + "\(String(cString: strerror(code)))."
      }
    return Visible.text(text)
  }
}
