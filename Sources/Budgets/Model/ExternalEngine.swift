/// A program that measures by itself and delivers what it measured, each under a name.
package struct ExternalEngine: Sendable, Equatable {
  /// Its name, as the suite has it among the benchmarks.
  package var name: String
  /// What it is.
  package var kind: Kind

  /// An engine.
  package init(name: String, kind: Kind) {
    self.name = name
    self.kind = kind
  }

  /// What delivers measurements.
  package enum Kind: Sendable, Equatable {
    /// A program that prints them.
    case stream(StreamProgram)
    /// A k6 script.
    case k6(K6Script)
    /// A Locust file.
    case locust(LocustFile)
  }

  /// What drives its load: Locust has users who wait for their answers, and they are ours to steer.
  package var model: LoadProfile.LoadModel {
    switch kind {
    case .stream, .k6: .external
    case .locust: .closed
    }
  }

  /// The Locust file; nil if it is something else.
  package var locust: LocustFile? { if case .locust(let file) = kind { file } else { nil } }
}

/// A program that prints measurements, one a line.
package struct StreamProgram: Sendable, Equatable {
  /// Where lines come from.
  package var source: Source
  /// The folder that it runs in, relative to that of the suite; nil for that one.
  package var workingDirectory: String?
  /// Environment variables beside those of the program.
  package var environment: [Command.EnvironmentValue] = []
  /// The format of the lines; nil to recognise it by their content.
  package var format: StreamFormat?

  /// A source of lines.
  package init(_ source: Source) { self.source = source }

  /// Where lines come from.
  package enum Source: Sendable, Equatable {
    /// A program, which is started.
    case program([String])
    /// The standard input.
    case standardInput
    /// A file that grows, or a FIFO.
    case file(String)
  }
}

/// The format of a line of measurements.
package enum StreamFormat: String, Sendable, CaseIterable {
  /// Headroom's own: `{"measure":"transpile","ms":0.84}`.
  case headroom
  /// k6's JSON points.
  case k6
  /// Results of `vegeta encode --to json`.
  case vegeta
  /// A log of Locust's request events, one JSON object a line.
  case locust
  /// Lines of `go test -bench`.
  case go
  /// One number a line.
  case numbers
}

/// A k6 script as an engine: `k6: { script: load.js }`.
package struct K6Script: Sendable, Equatable {
  /// The script.
  package var script: String
  /// The program, found in `PATH`.
  package var program = "k6"
  /// Further arguments for `k6 run`.
  package var arguments: [String] = []
  /// Environment variables beside those of the program.
  package var environment: [Command.EnvironmentValue] = []
  /// What its benchmarks are named after.
  package var grouping = Grouping.name

  /// A script.
  package init(script: String) { self.script = script }

  /// What names a benchmark: a tag of k6's points.
  package enum Grouping: String, Sendable, CaseIterable {
    case name
    case group
    case scenario
    case url
  }
}

/// A Locust file as an engine: `locust: { file: locustfile.py, users: 500, workers: 4 }`.
package struct LocustFile: Sendable, Equatable {
  /// The Locust file.
  package var file: String
  /// The program, found in `PATH`.
  package var program = LocustFile.usualProgram
  /// The program of an installation.
  package static let usualProgram = "locust"
  /// The base URL that its users request; nil for the suite's target, or without one that of the file.
  package var host: String?
  /// Users at the same time; nil for those of the profile.
  package var users: Int?
  /// Users that start in a second; nil for as many as it takes to be there within one.
  package var spawnRate: Double?
  /// Who sends the load.
  package var workers = Workers.local(1)
  /// The address that the master listens on.
  package var bindHost = "127.0.0.1"
  /// The port that the master listens on; nil for a free one (5557 with external workers).
  package var bindPort: Int?
  /// Further arguments of the master, which tells the workers what concerns them.
  package var arguments: [String] = []
  /// Environment variables beside those of the program.
  package var environment: [Command.EnvironmentValue] = []

  /// A Locust file.
  package init(file: String) { self.file = file }

  /// The load that it runs under `profile`: users of its own as long as the profile takes, unless the
  /// command line asked for `users`; else those of the profile.
  package func load(under profile: LoadProfile, askedUsers: Int?) -> LoadProfile {
    guard let users, askedUsers == nil else { return profile }
    var own = profile
    own.model = .closed
    own.mostInFlight = nil
    own.arrivals = .even
    let level = Double(users)
    let length = profile.plannedNanoseconds ?? 0
    own.stages = [LoadProfile.Stage(from: level, to: level, nanoseconds: length)]
    return own
  }

  /// Who sends the load.
  package enum Workers: Sendable, Equatable {
    /// So many processes of this machine.
    case local(Int)
    /// Machines that join the master by themselves; it begins when so many are there.
    case external(least: Int)
  }
}
