import ArgumentParser
import Sessions

/// `headroom import FILE --record PATH`.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Make a recording of what another tool measured.",
    usage: "headroom import <file> [<options>]",
    discussion: """
      The recording can be replayed, compared and judged like one of ours. These are recognised by \
      their content:
        k6                points: k6 run --out json=points.json
        vegeta            results: vegeta encode --to json
        Locust            a log of `events.request`, one JSON object a line
        hyperfine         --export-json
        pytest-benchmark  --benchmark-json
        Google Benchmark  --benchmark_repetitions=20 --benchmark_format=json
        go test -bench, plain numbers, and Headroom's own lines

      Times in the data are kept; where there are none, samples follow one another. A file that has \
      only percentiles or means is refused with status 65: without samples they can't be judged.

      Examples:
        headroom import points.json --record recordings/k6.hlog
        headroom import bench.json --budget 'test_sort.p95<12us'
        headroom replay last
      """
  )

  @Argument(
    help: ArgumentHelp("The file of the other tool.", valueName: "file"),
    completion: .file()
  )
  var file: String

  @Option(
    help: ArgumentHelp(
      "Record to this new file; else to one in recordings/, named after the data.",
      valueName: "path"
    ),
    completion: .file()
  )
  var record: String?

  @Option(
    help: ArgumentHelp(
      "A hard budget that is kept in the recording: 'home.p95<200ms'.",
      valueName: "budget"
    ),
    transform: BudgetText.read
  )
  var budget: [String] = []

  @Option(help: ArgumentHelp("What to call this session.", valueName: "text"))
  var label: String?

  func validate() throws {
    if record?.isEmpty == true { throw ValidationError("--record needs a path.") }
  }

  func run() throws {
    let importing = Importing(file: file, record: record, budgets: budget, label: label)
    StandardStreams.print(try importing.run())
  }
}
