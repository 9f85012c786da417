import Recordings
import Sessions
import Workloads

extension RecordingError: CommandFailure {
  var status: ExitStatus { ExitStatus(rawValue: exitStatus) ?? .inputOutput }
  var text: String { description }
}

extension ExportError: CommandFailure {
  var status: ExitStatus { ExitStatus(rawValue: exitStatus) ?? .badInput }
  var text: String { description }
}

extension BaselineError: CommandFailure {
  var status: ExitStatus { ExitStatus(rawValue: exitStatus) ?? .badInput }
  var text: String { description }
}

extension EngineError: CommandFailure {
  var status: ExitStatus { if case .unreadable = self { .noInput } else { .badInput } }
  var text: String { Visible.text(description) }
}

extension CommandError: CommandFailure {
  var status: ExitStatus { isMissingFile ? .noInput : .unavailable }
  var text: String { description }
}

extension StreamError: CommandFailure {
  var status: ExitStatus {
    switch self {
    case .program, .noFIFO: .unavailable
    case .cannotOpen, .isNoStream: .noInput
    case .isTerminal: .usage
    }
  }

  var text: String { description }
}

extension LocustError: CommandFailure {
  var status: ExitStatus {
    switch self {
    case .notInstalled, .noScratch: .unavailable
    case .noFile: .noInput
    case .hasRate, .hasNoDuration: .badInput
    case .program(let error): error.status
    }
  }

  var text: String { description }
}
