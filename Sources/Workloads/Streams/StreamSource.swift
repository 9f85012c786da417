package import Budgets
import Glibc
package import Sessions

/// Measurements that another program prints, one a line: a source of a live session.
package final class StreamSource: SessionSource {
  private let name: String
  private let stream: StreamProgram
  private let skipsExisting: Bool
  private let options: ExternalOptions
  private let link = StreamLink()

  /// A source of the lines of `stream`, which is called `name`, as what it measures without one is;
  /// with `skipsExisting` of a file only what it grows by.
  package init(
    name: String,
    stream: StreamProgram,
    skipsExisting: Bool = false,
    options: ExternalOptions
  ) throws(StreamError) {
    self.name = name
    self.stream = stream
    self.skipsExisting = skipsExisting
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
      link: link,
      inbox: inbox
    ).start()
  }

  package func apply(_ control: Control) { link.controls.put(control) }

  package var failure: String? { link.failure }

  private func open() throws(StreamError) -> (StreamInput, ChildProgram?) {
    switch stream.source {
    case .standardInput:
      return (StreamInput(descriptor: STDIN_FILENO, ending: .atEnd, closes: false), nil)
    case .file(let path):
      return (try StreamInput(path: place(path), fromEnd: skipsExisting), nil)
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
