/// The keys of what a benchmark does.
extension SectionName {
  static let benchmarkRules: [KeyRule] =
    workloadRules + [
      .key(
        "headers",
        .map(.text),
        "Header fields of its requests, or of the handshake of a WebSocket."
      ),
      .key("body", .text, "The body as it is sent."),
      .key("json", .anything, "The body as JSON, with its content type."),
      .key("query", .text, "The query of a 'graphql' that is a URL."),
      .key("variables", .anything, "The variables of a GraphQL query."),
      .key(
        "expect",
        .section(.expect),
        "What counts as an answer; any status below 400 unless set. For a command, its exit status."
      ),
      .key(
        "timeout",
        .duration,
        "After which an answer is not waited for, 30s unless set; a command is ended, 1h unless set."
      ),
      .key("retries", .count, "How often a failed try is repeated; each is counted."),
      .key("retry_after", .duration, "The pause before a failed try is repeated; none unless set."),
      .key(
        "http2",
        .choice(["true", "false", "auto"]),
        "Whether HTTP/2 is used; 'auto': if the server offers it over TLS."
      ),
      .key(
        "data",
        .either([.text, .section(.data)]),
        "A CSV file with a line of names, for {{ row.NAME }}."
      ),
      .key("subscribe", .anything, "The message that begins a subscription of a WebSocket."),
      .key("receive", .text, "What the answer to 'subscribe' contains; any message unless set."),
      .key("send", .anything, "The message whose round trip a WebSocket measures."),
      .key(
        "match",
        .text,
        "How its answer is found: $.id, the same there as in the message, or a text; else by order."
      ),
      .key("weight", .number, "Its share of the load among the weights of all; 1 unless set."),
      .key("think", .durationRange, "The pause of a user after it."),
    ] + sampleRules + [.key("budget", .budget, "Its budgets.")]

  private static let workloadRules: [KeyRule] = [
    .key(
      "http",
      .either([.request, .section(.http)]),
      "An HTTP request: a method and a path below the target, or a whole URL."
    ),
    .key(
      "graphql",
      .either([.text, .section(.graphql)]),
      "A GraphQL query, sent to /graphql unless it says where; an 'errors' array counts as failed."
    ),
    .key("flow", .list(.section(.step)), "Several requests of one user, one after the other."),
    .key("websocket", .text, "A WebSocket: a path below the target, or a whole URL."),
    .key("command", .words, "A command that is run and measured, without a shell."),
    .key("shell", .text, "A command line for the shell that is run and measured."),
    .key(
      "stream",
      .either([.words, .section(.stream)]),
      "A program that prints measurements; '-' is the standard input."
    ),
    .key("k6", .either([.text, .section(.k6)]), "A k6 script as an engine."),
    .key("locust", .either([.text, .section(.locust)]), "A Locust file as an engine."),
  ]

  private static let sampleRules: [KeyRule] = [
    .key(
      "with",
      .map(.list(.text)),
      "Parameters of a command, {{ NAME }} in it; one benchmark for each combination."
    ),
    .key(
      "samples",
      .count,
      "How many runs of a command, or calls of a function, are measured; at least 10 unless set."
    ),
    .key("warmup", .count, "Runs or calls before the measured ones; 3 unless set."),
    .key("duration", .duration, "How long it is measured at least; 3s without 'samples'."),
    .key("prepare", .words, "A command before each run, not measured."),
    .key("cleanup", .words, "A command after each run, not measured."),
    .key("cwd", .text, "The folder that a program runs in."),
    .key("env", .map(.text), "Environment variables of a program, beside those that there are."),
    .key("stdin", .either([.text, .section(.stdin)]), "What a command reads; nothing unless set."),
    .key(
      "exit",
      .either([.exitStatus, .list(.exitStatus)]),
      "The exit statuses that count as a success; 0 unless set."
    ),
    .key(
      "format",
      .choice(StreamFormat.allCases.map(\.rawValue)),
      "The format of a stream; recognised by its content unless set."
    ),
  ]

  /// What a request has beside its method and URL.
  private static let requestRules: [KeyRule] = [
    .key("headers", .map(.text), "Header fields of this request."),
    .key("body", .text, "The body as it is sent."),
    .key("json", .anything, "The body as JSON, with its content type."),
    .key("expect", .section(.expect), "What counts as an answer."),
    .key("timeout", .duration, "After which an answer is not waited for."),
    .key("retries", .count, "How often a failed try is repeated; each is counted."),
    .key("retry_after", .duration, "The pause before a failed try is repeated; none unless set."),
    .key(
      "http2",
      .choice(["true", "false", "auto"]),
      "Whether HTTP/2 is spoken: true (without TLS by prior knowledge), or auto, where TLS agrees."
    ),
  ]

  static let httpRules: [KeyRule] =
    [
      .key("method", .text, "The method; GET unless set."),
      .key("url", .text, "A path below the target, or a whole URL."),
    ] + requestRules

  static let graphQLRules: [KeyRule] = [
    .key("query", .text, "The query, or the mutation."),
    .key("variables", .anything, "Its variables, as a mapping or as a text of JSON."),
    .key("operation", .text, "The operation to carry out, if the query has several."),
    .key("url", .text, "Where it is sent; /graphql unless set."),
  ]

  static let stepRules: [KeyRule] =
    [
      .key("name", .text, "What it is called; the method and path unless set."),
      .key(
        "http",
        .either([.request, .section(.http)]),
        "An HTTP request: a method and a path below the target, or a whole URL."
      ),
      .key("graphql", .either([.text, .section(.graphql)]), "A GraphQL query."),
      .key("query", .text, "The query of a 'graphql' that is a URL."),
      .key("variables", .anything, "The variables of a GraphQL query."),
    ] + requestRules + [
      .key(
        "capture",
        .map(.text),
        "Values for later steps: $.a.b[0] of the body, header:NAME, regex:PATTERN."
      ),
      .key("think", .durationRange, "The pause of the user after it; it is in no latency."),
    ]

  static let expectRules: [KeyRule] = [
    .key("status", .either([.status, .list(.status)]), "The statuses that count as answered."),
    .key("body", .text, "What the body must contain."),
    .key("headers", .map(.text), "Header fields that must be there, with these values."),
    .key("json", .map(.text), "Values that the JSON of the body must have: { $.a: 1 }."),
    .key(
      "exit",
      .either([.exitStatus, .list(.exitStatus)]),
      "The exit statuses of a command that count as a success."
    ),
  ]

  static let dataRules: [KeyRule] = [
    .key("file", .text, "A CSV file whose first line has the names of its columns."),
    .key(
      "order",
      .choice(DataFile.Order.allCases.map(\.rawValue)),
      "In which order its rows are taken; sequential unless set."
    ),
  ]

  static let stdinRules: [KeyRule] = [
    .key("file", .text, "The file that a command reads.")
  ]
}
