import ArgumentParser
import Recordings
import Sessions

/// `headroom export FILE`.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Convert a recording for other programs.",
    usage: "headroom export <file> --format <format> [<options>]",
    discussion: """
      The formats:
        hlog-standard  an HdrHistogram log of standard lines alone, in nanoseconds
        hgrm           a percentile distribution for the HdrHistogram plotter, of the
                       measured part, in ms or, where it says so, in µs or ns
        csv            a row for each interval and series; times in seconds since
                       the start, latencies in nanoseconds
        json           a JSON object for each interval, one a line, in nanoseconds

      A distribution is of one benchmark; with a folder as --output there is a file for each \
      series. Logs of other programs can be converted too.

      Examples:
        headroom export last --format csv > last.csv
        headroom export last --format hgrm --benchmark list-notes > list.hgrm
        headroom export last --format hgrm --output distributions/
        headroom export jhiccup.hlog --format json
      """
  )

  @Argument(
    help: ArgumentHelp(
      "A path, 'baseline', 'last', 'last~2', or the start of a file's name.",
      valueName: "file"
    ),
    completion: .recordings
  )
  var file: String

  @Option(help: "What to make of it.")
  var format: ExportFormat

  @Option(
    help: ArgumentHelp(
      "Write to this new file or, for hgrm, folder; else to standard output.",
      valueName: "path"
    ),
    completion: .file()
  )
  var output: String?

  @Option(
    help: ArgumentHelp("Only this benchmark, or one series: 'NAME:failed'.", valueName: "name"),
    completion: .series
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
