package import Budgets
package import Sessions

/// A k6 script under Headroom's budgets: starts k6 and reads the points that it writes into a FIFO.
package final class K6Source: SessionSource {
  /// How long k6 may take to end after a signal: it tears the script down first.
  private static let graceNanoseconds: Int64 = 30_000_000_000

  private let name: String
  private let script: K6Script
  private let options: ExternalOptions
  private let link = StreamLink()

  /// A source of the measurements of `script`, which is called `name`; k6 runs in the suite's folder.
  package init(name: String, script: K6Script, options: ExternalOptions) throws(StreamError) {
    self.name = name
    self.script = script
    self.options = options
    do throws(CommandError) {
      try childPlan([script.program]).check()
    } catch {
      throw .program(error)
    }
  }

  package func start(into inbox: Inbox) throws {
    let fifo = try TemporaryFIFO(name: "points.json")
    let program: ChildProgram
    do throws(CommandError) {
      let arguments = Self.arguments(script, pointsPath: fifo.path)
      program = try ChildProgram(childPlan(arguments), output: .discarded)
    } catch {
      throw StreamError.program(error)
    }
    let parser = LineParser(name: name, format: .k6, grouping: script.grouping)
    var plan = StreamRun.Plan(name: Visible.text(name))
    plan.mostNanoseconds = options.mostNanoseconds
    plan.graceNanoseconds = Self.graceNanoseconds
    plan.meaning = ExitMeaning.init(k6:)
    StreamRun(
      plan: plan,
      input: StreamInput(
        descriptor: fifo.descriptor,
        ending: .withProgram,
        closes: false,
        source: fifo
      ),
      program: program,
      meter: StreamMeter(parser: parser, intervalNanoseconds: options.intervalNanoseconds),
      link: link,
      inbox: inbox
    ).start()
  }

  package func apply(_ control: Control) { link.controls.put(control) }

  package var failure: String? { link.failure }

  private func childPlan(_ arguments: [String]) -> ChildPlan {
    ChildPlan(
      name: name,
      arguments: arguments,
      environment: script.environment,
      workingDirectory: nil,
      suiteFolder: options.folder
    )
  }

  /// `k6 run` as it is started: its own screen is left out, what scripts print is not.
  static func arguments(_ script: K6Script, pointsPath: String) -> [String] {
    [script.program, "run", "--quiet", "--no-color", "--out", "json=" + pointsPath]
      + script.arguments + [script.script]
  }
}

extension ExitMeaning {
  /// That of k6, whose crossed thresholds are no failure: Headroom judges by its own budgets.
  ///
  /// Source: go.k6.io/k6, errext/exitcodes/codes.go.
  @Sendable init(k6 end: ChildEnd) {
    guard case .exited(let status) = end else {
      self.init(program: end)
      return
    }
    let reason: String? =
      switch status {
      case 100: "setup() took too long"
      case 101: "teardown() took too long"
      case 102: "it took too long"
      case 104: "its options are wrong"
      case 105: "somebody else ended it"
      case 107: "an exception in the script"
      case 108: "the script ended it"
      default: nil
      }
    switch status {
    case 0: self.init(text: nil, isFailure: false)
    case 99: self.init(text: "crossed thresholds of its own script (status 99)", isFailure: false)
    default:
      let why = reason.map { " (\($0))" } ?? ""
      self.init(text: end.text + why, isFailure: true)
    }
  }
}
