import Glibc

/// The greatest resident size of whole runs.
extension Bench {
  private static let mebibyte = 1_048_576.0
  private static let benchmarkCount = 1000

  func measureMemory(into figures: inout [Figure]) throws {
    let url = try runningServer().url
    for (users, most) in [(64, nil), (1000, nil), (5000, 120.0)] {
      let (end, summary, _) = try load(
        [url, "-u", "\(users)", "-d", "\(seconds)s"],
        lasting: seconds
      )
      figures.append(
        figure(
          "resident, \(FigureTable.text(Double(users))) users",
          end,
          atMost: most,
          note: Self.note(of: summary)
        )
      )
    }
    let suite = newFile("thousand.yaml")
    try TextFile.write(suiteText(url), to: suite)
    let (end, summary, _) = try load(["run", suite], lasting: 10)
    figures.append(
      figure(
        "resident, 1,000 benchmarks",
        end,
        atMost: 250,
        note: "200 users, 10 s; " + Self.note(of: summary)
      )
    )
  }

  private static func note(of summary: RunSummary) -> String {
    "\(FigureTable.text(summary.rate))/s"
      + (summary.failed > 0 ? ", \(summary.failed) failed" : "")
  }

  private func figure(
    _ name: String,
    _ end: ChildEnd,
    atMost most: Double?,
    note: String
  )
    -> Figure
  {
    var figure = Figure(name, Double(end.residentBytes) / Self.mebibyte, .mebibytes, note: note)
    figure.limits = most.map { [.init(side: .value, most: $0)] } ?? []
    // A process inherits the peak of whoever started it (getrusage(2), exec keeps it).
    var own = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &own)
    if end.residentBytes <= own.ru_maxrss * 1024 { figure.note += "; not more than this figure" }
    return figure
  }

  private func suiteText(_ url: String) -> String {
    var text = """
      suite: thousand
      target: \(url.dropLast())
      profiles: { flat: { users: 200, duration: 10s } }
      benchmarks:

      """
    for number in 0..<Self.benchmarkCount {
      text += "  benchmark-\(number):\n    http: GET /?number=\(number)\n    budget: { p95: 1s }\n"
    }
    return text
  }
}
