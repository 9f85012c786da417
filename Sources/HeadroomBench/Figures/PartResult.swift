import Sessions

/// What can be measured, in the order in which it is.
package enum PartName: String, CaseIterable, Sendable {
  /// CPU per request, headless, beside wrk.
  case cpu
  /// The same with the live screen.
  case screen
  /// The open model from 2,000 to 100,000 requests a second.
  case open
  /// Resident memory; before what makes this process large, since children inherit its peak.
  case memory
  /// Instructions per response.
  case instructions
  /// `headroom --version`.
  case version
  /// Recorders, histograms and windows.
  case record
  /// The recorder's file.
  case interval
  /// A recording of eight hours.
  case history
  /// The live screen, drawn and sent.
  case frame
  /// A million lines of another program.
  case stream
  /// Commands beside hyperfine.
  case commands
  /// Swift functions.
  case functions

  /// How often `compare` is wrong.
  case comparison
  /// How often a verdict is sure and wrong.
  case certainty

  /// One line for the list of parts.
  package var about: String {
    switch self {
    case .cpu: "CPU per request beside wrk, closed model, 64 users, recorder on, headless"
    case .screen: "the same with the live screen in a terminal of 140x45"
    case .open: "CPU per request, latency and what is dropped at 2,000 to 100,000 requests a second"
    case .instructions: "instructions per response, counted by callgrind"
    case .memory: "resident memory at 64, 1,000 and 5,000 users, and with 1,000 benchmarks"
    case .version: "time of headroom --version"
    case .record: "one Recorder.record, drain, summary, Window.append"
    case .interval: "one interval in the session and in the recording"
    case .history:
      "a recording of 8 h, 20 series: first frame, seeks, memory, summary beside PyPI's"
    case .frame: "one frame of the live screen at 140x45: drawn, sent, its bytes"
    case .stream: "1,000,000 lines of measurements on standard input, headless, on one CPU"
    case .commands: "wall time of commands beside hyperfine -N"
    case .functions: "one sample of an empty Swift function over the clock"
    case .comparison: "compare: claims of no difference, differences of 10 % that it misses"
    case .certainty: "verdicts that are called sure and are wrong, at the end and in the run"
    }
  }
}

/// What one part found.
package struct PartResult: Sendable {
  /// The part.
  package var name: PartName
  /// What it measured.
  package var figures: [Figure]
  /// Why it has not all of its figures; nil if it has.
  package var failure: String?

  /// What a part found, and why it stopped there.
  package init(name: PartName, figures: [Figure], failure: String? = nil) {
    self.name = name
    self.figures = figures
    self.failure = failure
  }

  var json: JSON {
    [
      "part": .string(name.rawValue),
      "figures": .array(figures.map(\.json)),
      "failure": JSON(failure),
    ]
  }
}
