extension Mistake {
  private static func engine(_ text: String) -> String { "benchmarks:\n  load:\n    \(text)\n" }

  /// Streams, k6 and Locust.
  static let engines: [Mistake] = [
    Mistake(
      engine("stream: { format: k6 }"),
      "3:13",
      "'stream' needs a program or a file, as in { program: [node, collect.js], format: headroom }."
    ),
    Mistake(
      engine("stream: { program: a, file: b }"),
      "3:15",
      "'program' and 'file' are both the source. Remove one."
    ),
    Mistake(
      engine("stream: [a]\n    format: headrom"),
      "4:13",
      "'headrom' is no choice for 'format'. Did you mean 'headroom'?"
    ),
    Mistake(engine("k6: { by: group }"), "3:9", "'k6' needs a script, as in { script: load.js }."),
    Mistake(
      engine("k6: { script: a.js, by: groups }"),
      "3:29",
      "'groups' is no choice for 'by'. Did you mean 'group'?"
    ),
    Mistake(
      engine("locust: { users: 3 }"),
      "3:13",
      "'locust' needs a file, as in { file: locustfile.py, users: 500, workers: 4 }."
    ),
    Mistake(
      engine("locust: { file: a.py, workers: extrenal }"),
      "3:36",
      "'workers' is a number, as in 4, 'external' or { external: 4 }, not 'extrenal'. Did you mean 'external'?"
    ),
    Mistake(
      engine("locust: { file: a.py, spawn_rate: fast }"),
      "3:39",
      "'spawn_rate' is users per second, as in 50, not 'fast'."
    ),
    Mistake(
      engine("locust: { file: a.py, host: notes }"),
      "3:33",
      "'host': 'notes' has no scheme. Did you mean 'http://notes'?"
    ),
    Mistake(
      engine("k6: a.js\n    timeout: 1s"),
      "4:5",
      "'timeout' is of HTTP requests, GraphQL queries, flows, WebSockets and commands, and 'load' is a k6 script. Remove it."
    ),
    Mistake(
      "budget: { parse.p95: 1ms }\n" + engine("stream: [a]\n    budget: { emit.p95: 1ms }"),
      "1:11",
      "no benchmark 'parse'. If 'load' delivers it, write load.parse."
    ),
    Mistake(
      engine("stream: [a]\n    budget: { emit.rss: 1MB }"),
      "4:15",
      "'rss' is of commands and watched processes, and 'emit' is a stream. Watch a process: processes: [ { name: notes-server } ], and budget notes-server.rss."
    ),
    Mistake(
      engine("stream: [a]\n    budget: { emit.p95: 1ms }\n  emit: { http: http://localhost/ }"),
      "3:5",
      "'emit' is measured by 'emit' and by 'load'. Rename one."
    ),
  ]
}
