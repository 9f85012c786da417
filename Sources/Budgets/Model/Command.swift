/// A command that is run and measured: wall, user and system time, resident memory.
package struct Command: Sendable, Equatable {
  /// The program and its arguments; `/bin/sh -c TEXT` for `shell:`.
  package var arguments: [String]
  /// Whether a shell runs it, whose own time is a part of it.
  package var usesShell = false
  /// How many times it is run.
  package var sampling = Sampling()
  /// A command before each run, not measured.
  package var prepare: [String]?
  /// A command after each run, not measured.
  package var cleanup: [String]?
  /// The folder that it runs in, relative to that of the suite; nil for that one.
  package var workingDirectory: String?
  /// Environment variables beside those of the program.
  package var environment: [EnvironmentValue] = []
  /// What it reads; nil for nothing.
  package var input: Input?
  /// The exit statuses that count as a success.
  package var expectedStatuses: [ClosedRange<Int>] = [0...0]

  /// A command without anything around it.
  package init(_ arguments: [String]) { self.arguments = arguments }

  /// An environment variable.
  package struct EnvironmentValue: Sendable, Equatable {
    /// Its name.
    package var name: String
    /// Its value.
    package var value: String

    /// A variable.
    package init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// What a command reads on its standard input.
  package enum Input: Sendable, Equatable {
    /// This text.
    case text(String)
    /// A file.
    case file(String)
  }
}

/// How often something is sampled.
package struct Sampling: Sendable, Equatable {
  /// Runs before the measured ones.
  package var warmup: Int?
  /// The measured runs; nil for as many as the time allows.
  package var samples: Int?
  /// How long it is measured at least, ns; nil for the default.
  package var durationNanoseconds: Int64?

  /// The defaults: 3 warm-up runs, at least 10 runs and 3 s.
  package init() {}

  /// Runs before the measured ones.
  package var warmupCount: Int { warmup ?? 3 }
  /// The fewest measured runs.
  package var leastCount: Int { samples ?? 10 }
  /// The shortest measured time, ns; 0 if a number of samples is asked for.
  package var leastNanoseconds: Int64 {
    durationNanoseconds ?? (samples == nil ? 3_000_000_000 : 0)
  }
}
