extension Mistake {
  /// Addresses, profiles, YAML.
  static let structure: [Mistake] = [
    Mistake(
      list + "    expect: { status: 20 }\n",
      "4:23",
      "'status' is a status, as in 201, 2xx or 200..299, not '20'."
    ),
    Mistake(
      list + "    expect: { status: 300..200 }\n",
      "4:23",
      "'status' is a status, as in 201, 2xx or 200..299, not '300..200'."
    ),
    Mistake(
      list + "    think: 2s..1s\n",
      "4:12",
      "'think': '2s..1s' ends before it begins. Write 1s..2s."
    ),
    Mistake(
      list + "    weight: heavy\n",
      "4:13",
      "'weight' is a number above 0, up to 1000000, not 'heavy'."
    ),
    Mistake(
      list + "    timeout: 0s\n",
      "4:14",
      "'timeout' of 0s is out of range. Write at least 1ms."
    ),
    Mistake("profiles:\n  a: { users: 0 }\n" + list, "2:15", "'users' is 0. Write 1 to 100000."),
    Mistake(
      "profiles:\n  a: { users: 1.5 }\n" + list,
      "2:15",
      "'users' is a whole number, as in 10, not '1.5'."
    ),
    Mistake(
      "profiles:\n  a: { duration: 10s }\n" + list,
      "2:6",
      "profile 'a' has no load. Write users, rate or stages, as in { users: 10, duration: 30s }."
    ),
    Mistake(
      "profiles:\n  a:\n    stages:\n      - { users: 1, for: 1s }\n      - { rate: 1/s, for: 1s }\n"
        + list,
      "5:11",
      "users and rate in one profile. Write all stages with users, or all with rate."
    ),
    Mistake(
      "profiles:\n  a:\n    stages: [ { users: 1, for: 1s, over: 1s } ]\n" + list,
      "3:36",
      "a stage has 'over' (a ramp) or 'for' (flat), not both. Remove one."
    ),
    Mistake(
      "profiles:\n  a:\n    stages: [ { users: 1 } ]\n" + list,
      "3:15",
      "a stage needs 'over' (a ramp) or 'for' (flat). Write { users: 50, for: 2m }."
    ),
    Mistake(
      "profiles:\n  a: { users: 3, stages: [ { users: 1, for: 1s } ] }\n" + list,
      "2:8",
      "'users' stands beside 'stages', which say it. Remove one of them."
    ),
    Mistake(
      "profiles:\n  a: { users: 3, arrivals: poisson }\n" + list,
      "2:18",
      "'arrivals' belongs to a rate, and profile 'a' has users. Write a rate, or remove it."
    ),
    Mistake(
      "profiles:\n  a: { rate: 3/s, arrivals: possion }\n" + list,
      "2:29",
      "'possion' is no choice for 'arrivals'. Did you mean 'poisson'?"
    ),
    Mistake(
      "profiles:\n  a: { rate: 3 }\n" + list,
      "2:14",
      "'rate': '3' has no unit. Write 3/s; units here: /s, /min."
    ),
    Mistake(
      "tolerance: norml\n" + list,
      "1:12",
      "'norml' is no choice for 'tolerance'. Did you mean 'normal'?"
    ),
    Mistake(
      "verdicts: hrad\n" + list,
      "1:11",
      "'hrad' is no choice for 'verdicts'. Did you mean 'hard'?"
    ),
    Mistake(
      "verdicts: { drift: 120%, violation: 110% }\n" + list,
      "1:11",
      "'verdicts': drift 120%, violation 110%. Drift begins above 0%, and not above violation."
    ),
    Mistake(
      "alerts: { critical: [ 'p99' ] }\n" + list,
      "1:23",
      "'p99' is no comparison, as in p95<200ms."
    ),
    Mistake(
      "alerts: { critcal: [ 'p99 > 5ms' ] }\n" + list,
      "1:11",
      "unknown key 'critcal' in 'alerts'. Did you mean 'critical'?"
    ),
    Mistake(
      "profiles: { smoke: { users: 1 } }\nenvironments: { ci: { profile: smok } }\n" + list,
      "2:32",
      "no profile 'smok'. Did you mean 'smoke'?"
    ),
    Mistake(
      "environments: { ci: { benchmarks: { lsit: { budget: { p95: 1s } } } } }\n" + list,
      "1:37",
      "no benchmark 'lsit'. Did you mean 'list'?"
    ),
    Mistake(
      list + "    weight: 1\n    timeout: 1s\n    weight: 2\n",
      "6:5",
      "the key 'weight' is written twice, first in line 4. Remove one."
    ),
    Mistake(
      "benchmarks:\n  a: { http: http://localhost/ }\n  b: { http: http://localhost/ }\n  a: { http: http://localhost/ }\n",
      "4:3",
      "the key 'a' is written twice, first in line 2. Remove one."
    ),
    Mistake("benchmarks:\n\tlist:\n\t\thttp: x\n", "2:1", "a tab. Indent with blanks."),
    Mistake("benchmarks:\n  list:\n\thttp: x\n", "3:1", "a tab. Indent with blanks."),
    Mistake(
      list + "    budget: { throughput: >= 20/s }\n",
      "4:27",
      "not valid YAML: a value cannot begin with '>'. Put it in quotes."
    ),
    Mistake(
      list + "    budget:\n      throughput: >= 20/s\n",
      "5:20",
      "not valid YAML: a value cannot begin with '>'. Put it in quotes."
    ),
    Mistake(
      list + "    budget: { p95: ${X:-1}ms }\n",
      "4:21",
      "not valid YAML: a value with ${…} inside { } or [ ] needs quotes."
    ),
    Mistake(
      list + "    budget: { p95: 1ms\n",
      "4:13",
      "not valid YAML: a ',' or a '}' is missing."
    ),
    Mistake(
      list + "    body: \"abc\n",
      "4:11",
      "not valid YAML: a quote or bracket that is opened here is never closed."
    ),
    Mistake(
      "suite a\nbenchmarks: {}\n",
      "2:11",
      "not valid YAML: a ':' where no key can stand. Is the indentation right, or does a value need quotes?"
    ),
    Mistake(
      "benchmarks:\n  a:\n    http: http://localhost/\n   weight: 1\n",
      "4:4",
      "not valid YAML: a key was expected here. Is the indentation the same as above?"
    ),
    Mistake(
      "about: a: b\n" + list,
      "1:9",
      "not valid YAML: a ':' where no key can stand. Is the indentation right, or does a value need quotes?"
    ),
    Mistake(
      list + "---\na: 1\n",
      "4:1",
      "a second document. A suite file has one: remove the '---'."
    ),
    Mistake(
      "",
      "1:1",
      "the file is empty. A whole suite is: benchmarks: { list: { http: http://localhost:8080/, budget: { p95: 200ms } } }"
    ),
    Mistake(
      "# nothing\n",
      "1:1",
      "the file is empty. A whole suite is: benchmarks: { list: { http: http://localhost:8080/, budget: { p95: 200ms } } }"
    ),
    Mistake(
      "- a\n- b\n",
      "1:1",
      "a suite is a mapping; here is a list. A whole suite is: benchmarks: { list: { http: http://localhost:8080/, budget: { p95: 200ms } } }"
    ),
    Mistake(
      "hello\n",
      "1:1",
      "a suite is a mapping; here is a value. A whole suite is: benchmarks: { list: { http: http://localhost:8080/, budget: { p95: 200ms } } }"
    ),
    Mistake(
      "suite: a\0b\n" + list,
      "1:9",
      "a control character (\\u{0}) in the file. Is this a text file?"
    ),
    Mistake(
      "benchmarks:\n  \"a\\x1b[31m\": { http: http://localhost/ }\n",
      "2:3",
      "the name of benchmark 'a\\u{1B}[31m' has a control character in it. Remove it."
    ),
    Mistake(
      list + "    budget: *nothing\n",
      "4:13",
      "'*nothing' refers to nothing. Define it above with &nothing, or quote the value."
    ),
    Mistake(
      list + "    <<: 3\n",
      "4:9",
      "'<<' merges a mapping, or a list of mappings, as in <<: *base."
    ),
    Mistake(
      "benchmarks: { suite: { http: http://localhost/ } }\n",
      "1:15",
      "'suite' stands for all benchmarks. Choose another name."
    ),
    Mistake(list + "    json: { a: .inf }\n", "4:16", "JSON has no '.inf'. Put it in quotes."),
    Mistake(
      list + "    timeout: [1s]\n",
      "4:14",
      "'timeout' needs a duration, as in 500ms; here is a list."
    ),
    Mistake(
      list + "    timeout:\n",
      "4:13",
      "'timeout' needs a duration, as in 500ms; here is nothing."
    ),
    Mistake(
      "trust: always\n" + list,
      "1:8",
      "'always' is no choice for 'trust'. Choices: report, require."
    ),
    Mistake(
      "about: @me\n" + list,
      "1:8",
      "not valid YAML: a value cannot begin with '@'. Put it in quotes."
    ),
    Mistake(
      "about: %me\n" + list,
      "1:8",
      "not valid YAML: a value cannot begin with '%'. Put it in quotes."
    ),
    Mistake(
      "about: * me\n" + list,
      "1:8",
      "'* me' refers to nothing. Define it above with & me, or quote the value."
    ),
  ]
}
