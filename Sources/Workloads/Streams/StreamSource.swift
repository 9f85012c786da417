package import Budgets
import Glibc
package import Sessions
import Synchronization

/// Measurements that another program prints, one a line: a source of a live session.
package final class StreamSource: SessionSource {
  /// What is not in the suite.
  package struct Options: Sendable {
    /// The length of an interval, ns, in whole milliseconds.
    package var intervalNanoseconds: Int64 = 1_000_000_000
    /// After which it is ended, ns; nil if it ends by itself.
    package var mostNanoseconds: Int64?
    /// Whether only what a file grows by is read.
    package var skipsExisting = false
    /// Where relative paths are meant from, as in `Suite.folder`.
    package var folder = ""

    /// Everything as usual.
    package init() {}
  }

  private let name: String
  private let stream: StreamProgram
  private let options: Options
  private let controls = ControlQueue()
  private let trouble = Mutex<String?>(nil)

  /// A source of the lines of `stream`, which is called `name`, as what it measures without one is.
  package init(name: String, stream: StreamProgram, options: Options) throws(StreamError) {
    self.name = name
    self.stream = stream
    self.options = options
    switch stream.source {
    case .program(let arguments):
      do throws(CommandError) {
        try childPlan(arguments).check()
      } catch {
        throw .program(error)
      }
    case .standardInput:
      if isatty(STDIN_FILENO) == 1 { throw .isTerminal }
    case .file(let path):
      // Opened at the start; what is wrong with it is said before.
      _ = try StreamInput(path: place(path), fromEnd: true)
    }
  }

  package func start(into inbox: Inbox) throws {
    let (input, program) = try open()
    let parser = LineParser(name: name, format: stream.format)
    var plan = StreamRun.Plan(name: Visible.text(name))
    plan.mostNanoseconds = options.mostNanoseconds
    StreamRun(
      plan: plan,
      input: input,
      program: program,
      meter: StreamMeter(parser: parser, intervalNanoseconds: options.intervalNanoseconds),
      controls: controls,
      inbox: inbox,
      onFailure: { [self] failure in trouble.withLock { $0 = failure } }
    ).start()
  }

  package func apply(_ control: Control) { controls.put(control) }

  package var failure: String? { trouble.withLock { $0 } }

  private func open() throws(StreamError) -> (StreamInput, ChildProgram?) {
    switch stream.source {
    case .standardInput:
      return (StreamInput(descriptor: STDIN_FILENO, ending: .atEnd, closes: false), nil)
    case .file(let path):
      return (try StreamInput(path: place(path), fromEnd: options.skipsExisting), nil)
    case .program(let arguments):
      do throws(CommandError) {
        let program = try ChildProgram(childPlan(arguments))
        let descriptor = program.output ?? -1
        return (StreamInput(descriptor: descriptor, ending: .withProgram, closes: false), program)
      } catch {
        throw .program(error)
      }
    }
  }

  private func place(_ path: String) -> String { ProgramLookup.joined(options.folder, path) }

  private func childPlan(_ arguments: [String]) -> ChildPlan {
    ChildPlan(
      name: name,
      arguments: arguments,
      environment: stream.environment,
      workingDirectory: stream.workingDirectory,
      suiteFolder: options.folder
    )
  }
}
