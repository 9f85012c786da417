import ArgumentParser
import Recordings
import Sessions

/// `headroom export FILE`.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Make a recording into something that other programs read.",
    discussion: """
      The formats:
        hlog-standard  an HdrHistogram log with standard lines alone, in nanoseconds
        hgrm           a percentile distribution, as the HdrHistogram plotter reads it, of the
                       measured part; values in ms, of fast benchmarks in µs or ns, as it says
        csv            a row for each interval and series: start and end in seconds since the start
                       of the session, samples of the series, failed requests of its benchmark,
                       samples per second, and latencies in nanoseconds
        json           a line for each interval, one JSON object, durations in nanoseconds

      A distribution is of one benchmark; with a folder as --output there is a file for each series. \
      Logs of other programs are taken too.

      Examples:
        headroom export last --format csv > last.csv
        headroom export baseline --format hgrm --benchmark list-notes --output base.hgrm
        headroom export last --format hgrm --output distributions/
        headroom export jhiccup.hlog --format json | jq .series[0].latency.p99
      """
  )

  @Argument(
    help: ArgumentHelp(
      "A path, 'baseline', 'last', 'last~2', or the start of a file's name.",
      valueName: "file"
    )
  )
  var file: String

  @Option(help: "What to make: hlog-standard, hgrm, csv or json.")
  var format: ExportFormat

  @Option(
    help: ArgumentHelp(
      "A new file or, for hgrm, a folder; else standard output.",
      valueName: "path"
    )
  )
  var output: String?

  @Option(
    help: ArgumentHelp("Only this benchmark, or one series: 'NAME:failed'.", valueName: "name")
  )
  var benchmark: String?

  func validate() throws {
    if output?.isEmpty == true { throw ValidationError("--output needs a path.") }
    if format != .distribution, output?.hasSuffix("/") == true {
      throw ValidationError("--output names a folder, and \(format.rawValue) makes one file.")
    }
  }

  func run() throws {
    let catalog = RecordingCatalog(directory: ProjectFolder().recordings)
    let reader = try RecordingReader(path: try catalog.resolve(file))
    var export = RecordingExport(reader, series: benchmark)
    do {
      if format == .distribution, let output, output.hasSuffix("/") || Files.isFolder(output) {
        try write(try export.distributions(), into: output)
      } else {
        var result = ResultFile(output)
        try export.write(format) { try result.write($0) }
      }
    } catch let error as ResultFileError where error.isReaderGone {
      throw ExitStatus.success.exitCode
    }
    warn(reader)
  }

  /// One file for each series.
  private func write(_ distributions: [(tag: String, text: [UInt8])], into folder: String) throws {
    do throws(FileError) {
      try Files.makeFolder(folder)
    } catch {
      throw ResultFileError.notMade(folder, code: error.code)
    }
    for (tag, text) in distributions {
      let name = tag.replacing("/", with: "%2F")
      var result = ResultFile(Path.join(folder, "\(name).hgrm"))
      try result.write(text[...])
    }
  }

  private func warn(_ reader: RecordingReader) {
    let path = Visible.text(reader.path)
    for warning in reader.warnings.prefix(10) {
      StandardStreams.complain("warning: \(path): \(warning.description)")
    }
    if reader.warningCount > 10 {
      StandardStreams.complain("\(path): \(reader.warningCount - 10) more warnings")
    }
  }
}

extension ExportFormat: ExpressibleByArgument {}
