/// The keys of programs that measure by themselves, and of what stands beside the benchmarks.
extension SectionName {
  static let streamRules: [KeyRule] = [
    .key("program", .words, "A program that prints measurements, one a line."),
    .key("file", .text, "A file that grows, or a FIFO, in place of a program."),
    .key(
      "format",
      .choice(StreamFormat.allCases.map(\.rawValue)),
      "The format of the lines; recognised by their content unless set."
    ),
    .key("cwd", .text, "The folder that the program runs in."),
    .key("env", .map(.text), "Its environment variables, beside those that there are."),
  ]

  static let k6Rules: [KeyRule] = [
    .key("script", .text, "The script."),
    .key("program", .text, "The program; k6 unless set."),
    .key("args", .words, "Further arguments for 'k6 run'."),
    .key("env", .map(.text), "Its environment variables, beside those that there are."),
    .key(
      "by",
      .choice(K6Script.Grouping.allCases.map(\.rawValue)),
      "What its benchmarks are named after; name unless set."
    ),
  ]

  static let locustRules: [KeyRule] = [
    .key("file", .text, "The Locust file."),
    .key("program", .text, "The program; locust unless set."),
    .key(
      "host",
      .text,
      "The base URL that its users request; the suite's target or that of the file unless set."
    ),
    .key("users", .count, "Users as long as the profile takes; those of the profile unless set."),
    .key("spawn_rate", .number, "Users that start in a second; all of them unless set."),
    .key(
      "workers",
      .either([.workers, .section(.workers)]),
      "Worker processes of this machine, or 'external' for those that join by themselves."
    ),
    .key("bind", .text, "The address that the master listens on; 127.0.0.1 unless set."),
    .key(
      "port",
      .count,
      "The port that the master listens on; a free one unless set, 5557 for external workers."
    ),
    .key(
      "args",
      .words,
      "Further arguments of the master, which tells its workers what concerns them."
    ),
    .key("env", .map(.text), "Its environment variables, beside those that there are."),
  ]

  static let workerRules: [KeyRule] = [
    .key("external", .count, "It begins when so many workers have joined.")
  ]

  static let swiftRules: [KeyRule] = [
    .key("package", .text, "The folder of the package; that of the suite unless set."),
    .key("product", .text, "Its executable product."),
    .key(
      "args",
      .words,
      "Further arguments for 'swift build'; paths are meant from the folder of the package."
    ),
  ]

  static let processRules: [KeyRule] = [
    .key("name", .text, "All processes of this name."),
    .key("pid", .count, "One process."),
    .key("cgroup", .text, "A control group, by its path below /sys/fs/cgroup."),
    .key("label", .text, "What it is called in budgets: LABEL.rss."),
  ]

  static let classRules: [KeyRule] = [
    .key("weight", .number, "Its share of the users among the weights of all; 1 unless set."),
    .key("think", .durationRange, "The pause of its users after each benchmark."),
    .key(
      "benchmarks",
      .either([.list(.text), .map(.number)]),
      "What its users do, or how often; all unless set."
    ),
  ]
}
