extension Mistake {
  /// A command that nothing is wrong with; lines at its end belong to it.
  static let command = """
    benchmarks:
      list:
        command: [ls, -l]

    """

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

  private static func engine(_ text: String) -> String { "benchmarks:\n  load:\n    \(text)\n" }

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

  /// Commands, functions and engines.
  static let programs: [Mistake] = [
    Mistake(
      "benchmarks:\n  list:\n    command: ls | wc\n",
      "3:14",
      "'command': '|' is for a shell, and there is none. Write shell: in place of command:, or put it in quotes."
    ),
    Mistake(
      "benchmarks:\n  list:\n    command: ls 'a b\n",
      "3:14",
      "'command': a quote (') is not closed."
    ),
    Mistake(
      "benchmarks:\n  list:\n    command: []\n",
      "3:14",
      "'command' is empty. Write a list of words, or a text of them, as in [./encode, --mb, 1]."
    ),
    Mistake(
      "benchmarks:\n  list:\n    command: ['']\n",
      "3:14",
      "'command' begins with an empty word. Write the program."
    ),
    Mistake(
      "benchmarks:\n  list:\n    command: { ls: 1 }\n",
      "3:14",
      "'command' needs a list of words, or a text of them, as in [./encode, --mb, 1]; here is a mapping."
    ),
    Mistake(command + "    samples: 0\n", "4:14", "'samples' is 0. Write 1 to 100000000."),
    Mistake(
      command + "    weight: 3\n",
      "4:5",
      "'weight' is of HTTP requests, GraphQL queries, flows and WebSockets, and 'list' is a command. Remove it."
    ),
    Mistake(
      command + "    exit: 256\n",
      "4:11",
      "'exit' is an exit status, as in 0, 1..3 or any, up to 255, not '256'."
    ),
    Mistake(
      command + "    expect: { status: 200 }\n",
      "4:15",
      "'status' is of answers. A command has { exit: 0 }."
    ),
    Mistake(
      command + "    exit: 1\n    expect: { exit: 0 }\n",
      "5:15",
      "'exit' stands here and beside. Remove one."
    ),
    Mistake(
      command + "    env: [A=1]\n",
      "4:10",
      "'env' is a mapping, as in { MODE: fast }; here is a list."
    ),
    Mistake(
      command + "    env: { 'A=B': 1 }\n",
      "4:12",
      "'A=B' is no name of a variable. Leave '=' out."
    ),
    Mistake(
      command + "    stdin: { fiel: a }\n",
      "4:14",
      "unknown key 'fiel' in 'stdin'. Did you mean 'file'?"
    ),
    Mistake(
      command + "    with: [1, 2]\n",
      "4:11",
      "'with' is a mapping of parameters and values, as in { n: [1, 10, 100] }; here is a list."
    ),
    Mistake(
      command + "    with: { n: [1, 2, 1] }\n",
      "4:23",
      "'n' has '1' twice. Remove one."
    ),
    Mistake(
      "benchmarks:\n  a:\n    command: [ls, \"{{ m }}\"]\n    with: { n: [1] }\n",
      "3:20",
      "no value 'm'. There is n."
    ),
    Mistake(
      command + "    budget: { cpu: 80% }\n",
      "4:15",
      "'cpu' is of watched processes, and 'list' is a command. Watch a process: processes: [ { name: notes-server } ], and budget notes-server.cpu."
    ),
    Mistake(
      command + "    budget: { rss: 0 }\n",
      "4:20",
      "'rss': no benchmark can meet a budget of 0. Write a size, as in 64MB."
    ),
    Mistake(
      command + "    budget: { rss: 64 }\n",
      "4:20",
      "'rss': '64' has no unit. Write 64MB; units here: B, KB, MB, GB, KiB, MiB, GiB."
    ),
    Mistake(
      command + "    budget: { rss: { at_most: 1GB, in_every: 10s } }\n",
      "4:36",
      "'rss' is judged over the whole run. Leave 'in_every' out."
    ),
    Mistake(
      list + "    budget: { user: 1ms }\n",
      "4:15",
      "'user' is of commands, and 'list' is an HTTP request. Remove it."
    ),
    Mistake(
      "budget: { rss: 64MB }\n" + command,
      "1:11",
      "'rss' is of commands and watched processes, not of the suite as a whole. Write NAME.rss."
    ),
    Mistake(
      "processes: [ { name: server } ]\nbudget: { server.p95: 1s }\n" + list,
      "2:11",
      "'p95' is not of processes. 'server' has rss, cpu, threads, open_files, context_switches."
    ),
    Mistake(
      "processes: [ server ]\n" + list,
      "1:14",
      "'server' does not say what it is. Write { name: server }, { pid: … }, { cgroup: … } or host."
    ),
    Mistake(
      "processes: [ { name: list } ]\n" + list,
      "1:14",
      "a benchmark is called 'list' too. Write a label: for the process."
    ),
    Mistake(
      "processes: [ { name: a }, { cgroup: x/a } ]\n" + list,
      "1:27",
      "two processes are called 'a'. Write a label: for one."
    ),
    Mistake(
      "processes: [ { name: a, pid: 3 } ]\n" + list,
      "1:25",
      "'name' and 'pid' are both what is watched. Remove one."
    ),
    Mistake(
      "processes: [ { label: a } ]\n" + list,
      "1:14",
      "a process needs name, pid or cgroup, as in { name: notes-server }."
    ),
    Mistake("processes: [ { pid: 0 } ]\n" + list, "1:21", "'pid' is 0. Write 1 to 4194304."),
    Mistake(
      "processes: [ { cgroup: ../x } ]\n" + list,
      "1:24",
      "'../x' is no control group. Write its path below /sys/fs/cgroup, as in system.slice/notes.service."
    ),
    Mistake(
      "swift: { package: . }\n" + list,
      "1:8",
      "'swift' needs a product, as in { package: ., product: Performance }."
    ),
    Mistake(
      "seed: -1\n" + list,
      "1:7",
      "'seed' is a whole number from 0 to 18446744073709551615, not '-1'."
    ),
    Mistake(
      "interleave: yes\n" + list,
      "1:13",
      "'yes' is no choice for 'interleave'. Choices: true, false."
    ),
    Mistake(
      "classes: { web: { benchmarks: [lits] } }\n" + list,
      "1:32",
      "no benchmark 'lits'. Did you mean 'list'?"
    ),
    Mistake(
      "classes: { web: { benchmarks: [list] } }\n" + command,
      "1:32",
      "'list' is a command, and users send requests. Leave it out of the class."
    ),
    Mistake(
      "classes: { web: { benchmarks: { list: 0 } } }\n" + list,
      "1:39",
      "the weight of 'list' is a number above 0, up to 1000000, not '0'."
    ),
    Mistake(
      "classes: { web: { weight: 1 } }\nprofiles: { a: { users: 1, classes: [wbe] } }\n" + list,
      "2:38",
      "no class 'wbe'. Did you mean 'web'?"
    ),
    Mistake(
      "profiles: { a: { users: 1, classes: [web] } }\n" + list,
      "1:38",
      "no class 'web'. The suite has no classes."
    ),
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
      engine("locust: { file: a.py, host: localhost }"),
      "3:33",
      "'host': 'localhost' has no scheme. Did you mean 'http://localhost'?"
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
    Mistake(
      "environments: { ci: { benchmarks: { list: { samples: 3 } } } }\n" + list,
      "1:45",
      "'samples' is of commands and Swift functions, and 'list' is an HTTP request. Remove it."
    ),
    Mistake(
      "environments: { ci: { benchmarks: { list: { command: ls } } } }\n" + command,
      "1:45",
      "'command' has no place in a benchmark of an environment. What is measured is the same everywhere. Use a variable."
    ),
  ]
}
