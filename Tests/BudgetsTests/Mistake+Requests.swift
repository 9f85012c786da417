extension Mistake {
  /// A flow that nothing is wrong with; lines at its end belong to its second step.
  static let flow = """
    target: demo
    benchmarks:
      flow:
        flow:
          - http: POST /notes
            capture: { id: $.id }
          - http: GET /notes/{{ id }}

    """

  /// A WebSocket that nothing is wrong with; lines at its end belong to it.
  static let socket = """
    target: demo
    benchmarks:
      live:
        websocket: /ws

    """

  /// Requests, flows and WebSockets.
  static let requests: [Mistake] = [
    Mistake(
      list + "    command: [ls]\n",
      "4:5",
      "'command' and 'http' both say what 'list' does. Remove one."
    ),
    Mistake(
      list + "    samples: 3\n",
      "4:5",
      "'samples' is of commands and Swift functions, and 'list' is an HTTP request. Remove it."
    ),
    Mistake(
      list + "    send: ping\n",
      "4:5",
      "'send' is of WebSockets, and 'list' is an HTTP request. Remove it."
    ),
    Mistake(
      list + "    capture: { id: $.id }\n",
      "4:5",
      "'capture' has no place in a benchmark. Write it in a step of a flow."
    ),
    Mistake(
      list + "    swift: { product: P }\n",
      "4:5",
      "'swift' has no place in a benchmark. Write it beside 'benchmarks'; a benchmark without http, command … is a function."
    ),
    Mistake(list + "    retries: 1001\n", "4:14", "'retries' is 1001. Write 0 to 1000."),
    Mistake(
      list + "    http2: yes\n",
      "4:12",
      "'yes' is no choice for 'http2'. Choices: true, false, auto."
    ),
    Mistake(
      list + "    data: { order: random }\n",
      "4:11",
      "'data' needs a file, as in { file: users.csv, order: random }."
    ),
    Mistake(
      list + "    data: { file: a.csv, order: radnom }\n",
      "4:33",
      "'radnom' is no choice for 'order'. Did you mean 'random'?"
    ),
    Mistake(
      list + "    headers: { X-User: \"{{ row.name }}\" }\n",
      "4:25",
      "'row.name' needs rows. Write data: FILE.csv beside it."
    ),
    Mistake(
      list + "    body: \"{{ random(9..1) }}\"\n",
      "4:12",
      "'random(9..1)' ends before it begins. Write random(1..9)."
    ),
    Mistake(
      list + "    body: \"{{ counter\"\n",
      "4:12",
      "'{{' is not closed. Write {{ NAME }}, or {{ '{{' }} for two braces."
    ),
    Mistake(
      list + "    expect: { body: \"{{ counter }}\" }\n",
      "4:22",
      "{{ counter }} has no place in 'expect', which is the same each time. Write {{ '{{' }} for two braces."
    ),
    Mistake(
      list + "    expect: { json: { id: 1 } }\n",
      "4:23",
      "'id' is no place in a JSON value. Did you mean '$.id'?"
    ),
    Mistake(
      list + "    expect: { json: { $.a: [1] } }\n",
      "4:28",
      "'$.a' needs a text, a number, true, false or null; here is a list."
    ),
    Mistake(
      list + "    expect: { exit: 0 }\n",
      "4:15",
      "'exit' is of commands. Write status, as in { status: 201 }."
    ),
    Mistake(
      "benchmarks:\n  a: { http: \"http://{{ user }}.example/\" }\n",
      "2:14",
      "the host of 'http://{{ user }}.example/' cannot be filled in for each request. Connections are kept: write the host as it is."
    ),
    Mistake(
      "target: \"http://{{ user }}.example/\"\nbenchmarks:\n  a: { http: / }\n",
      "1:17",
      "{{ user }} has no place in 'target', which is the same each time. Write {{ '{{' }} for two braces."
    ),
    Mistake(
      "target: demo\nbenchmarks:\n  a: { graphql: { variables: { a: 1 } } }\n",
      "3:8",
      "'graphql' needs a query, as in { query: \"{ notes { id } }\", variables: { first: 10 } }."
    ),
    Mistake(
      "target: demo\nbenchmarks:\n  a: { graphql: notes }\n",
      "3:17",
      "'notes' is no GraphQL query. Write it as \"{ notes { id } }\"."
    ),
    Mistake(
      "target: demo\nbenchmarks:\n  a: { graphql: \"{ n }\", variables: 3 }\n",
      "3:37",
      "'variables' is a mapping, as in { first: 10 }, or a text of JSON, not '3'."
    ),
    Mistake(
      "target: demo\nbenchmarks:\n  a: { graphql: \"{ n }\", json: 3 }\n",
      "3:26",
      "'json' is of HTTP requests, and 'a' is a GraphQL query. Remove it."
    ),
    Mistake(
      "target: demo\nbenchmarks:\n  a: { flow: [] }\n",
      "3:14",
      "'flow' is a list of steps, as in [ { http: POST /notes, capture: { id: $.id } } ]; here is a list."
    ),
    Mistake(
      "target: demo\nbenchmarks:\n  a: { flow: [ { think: 1s } ] }\n",
      "3:16",
      "a step needs http or graphql, as in { http: POST /notes, capture: { id: $.id } }."
    ),
    Mistake(
      "target: demo\nbenchmarks:\n  a: { flow: [ { http: '/{{ id }}' } ] }\n",
      "3:26",
      "no value 'id'. There is built in: counter, user, uuid, random(1..100), random_string(12)."
    ),
    Mistake(
      flow + "        headers: { X: \"{{ ids }}\" }\n",
      "8:24",
      "no value 'ids'. Did you mean 'id'?"
    ),
    Mistake(
      flow + "        capture: { x: id }\n",
      "8:23",
      "'id' does not say where 'x' is. Write $.a.b[0] for a place in the JSON of the body, header:NAME, or regex:PATTERN."
    ),
    Mistake(
      flow + "        capture: { x: $.a[0] }\n",
      "8:26",
      "not valid YAML: a value with [ ] inside { } needs quotes."
    ),
    Mistake(
      flow + "        capture: { x: '$.a[*]' }\n",
      "8:23",
      "'$.a[*]' has more than one place. Write one, as in $.a.b[0]."
    ),
    Mistake(
      flow + "        capture: { x: \"regex:a(\" }\n",
      "8:23",
      "'a(' is no regular expression."
    ),
    Mistake(
      flow + "        capture: { counter: $.id }\n",
      "8:20",
      "'counter' is built in. Choose another name."
    ),
    Mistake(
      flow + "        capture: { a b: $.id }\n",
      "8:20",
      "'a b' is no name for a value. Write letters, digits and '_'."
    ),
    Mistake(
      flow + "        budget: { p95: 1s }\n",
      "8:9",
      "'budget' has no place in a step of a flow. Write STEP.p95 in the flow's budget."
    ),
    Mistake(
      flow + "        name: read\n      - { name: read, http: / }\n",
      "9:17",
      "two steps are called 'read'. Rename one."
    ),
    Mistake(
      flow + "    budget: { raed.p95: 1s }\n",
      "8:15",
      "'raed.' names a benchmark inside a benchmark. Here can stand POST /notes.p95, GET /notes/{{ id }}.p95."
    ),
    Mistake(
      socket + "    receive: hello\n",
      "5:5",
      "'receive' is the answer to 'subscribe', which is missing."
    ),
    Mistake(
      socket + "    match: $.id\n",
      "5:5",
      "'match' finds the answer to 'send', which is missing."
    ),
    Mistake(
      socket + "    send: a\n    match: $.id[\n",
      "6:12",
      "'$.id[' has a '[' that is not closed."
    ),
    Mistake(
      "benchmarks: { live: { websocket: /ws } }\n",
      "1:34",
      "'/ws' needs a target. Write target: http://localhost:8080 above, or a whole URL."
    ),
    Mistake(
      "benchmarks: { live: { websocket: 'wss://' } }\n",
      "1:34",
      "'https://' has no host. Write it as in http://localhost:8080."
    ),
  ]
}
