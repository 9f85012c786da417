extension Mistake {
  /// Metrics, units, keys, variables, requests.
  static let values: [Mistake] = [
    Mistake(
      "sute: a\nbenchmarks: { a: { http: http://localhost/ } }\n",
      "1:1",
      "unknown key 'sute' in a suite. Did you mean 'suite'?"
    ),
    Mistake(
      list + "    thnik: 1s\n",
      "4:5",
      "unknown key 'thnik' in a benchmark. Did you mean 'think'?"
    ),
    Mistake(
      "tls: { verify: no }\nbenchmarks: { a: { http: http://localhost/ } }\n",
      "1:16",
      "'no' is no choice for 'verify'. Choices: true, false."
    ),
    Mistake(
      list + "    budget: { p95x: 200ms }\n",
      "4:15",
      "unknown metric 'p95x'. Did you mean 'p95'?"
    ),
    Mistake(
      list + "    budget: { maen: 200ms }\n",
      "4:15",
      "unknown metric 'maen'. Did you mean 'mean'?"
    ),
    Mistake(
      list + "    budget: { p95: 200 }\n",
      "4:20",
      "'p95': '200' has no unit. Write 200ms; units here: ns, us, ms, s, m, h."
    ),
    Mistake(
      list + "    budget: { p95: 64MB }\n",
      "4:20",
      "'p95': '64MB' is a size, not a duration. Units here: ns, us, ms, s, m, h."
    ),
    Mistake(
      list + "    budget: { p95: 200msec }\n",
      "4:20",
      "'p95': unknown unit 'msec' in '200msec'. Did you mean 'ms'?"
    ),
    Mistake(
      list + "    budget: { p95: fast }\n",
      "4:20",
      "'p95': 'fast' is not a duration. Write a duration as in 200ms."
    ),
    Mistake(
      list + "    budget: { p95: -5ms }\n",
      "4:20",
      "'p95': '-5ms' is negative. Write a duration as in 200ms."
    ),
    Mistake(
      list + "    budget: { p95: 0 }\n",
      "4:20",
      "'p95': no benchmark can meet a budget of 0. Write a duration, as in 200ms."
    ),
    Mistake(
      list + "    budget: { availability: 101% }\n",
      "4:29",
      "'availability': 101% is more than all. Write at most 100%."
    ),
    Mistake(
      list + "    budget: { availability: '<= 99%' }\n",
      "4:29",
      "'availability': 'availability' is good when it is high. Write at_least, or >=."
    ),
    Mistake(
      list + "    budget: { error_rate: 0.1 }\n",
      "4:27",
      "'error_rate': '0.1' has no unit. Write 0.1%; units here: %."
    ),
    Mistake(
      list + "    budget: { throughput: 20 }\n",
      "4:27",
      "'throughput': '20' has no unit. Write 20/s; units here: /s, /min."
    ),
    Mistake(
      list + "    budget: { p95: { at_most: 1s, at_least: 1ms } }\n",
      "4:35",
      "'p95' has at_most and at_least. Write one of them."
    ),
    Mistake(
      list + "    budget: { p95: { in_every: 60s } }\n",
      "4:20",
      "'p95' needs at_most or at_least, as in { at_most: 400ms, in_every: 60s }."
    ),
    Mistake(
      list + "    budget: { p95: { at_most: 1s, in_every: 1500ms } }\n",
      "4:45",
      "'in_every' is whole seconds, as in 10s, not 1.5s."
    ),
    Mistake(
      list + "    budget: { p95: { at_most: 1s, error_budget: 100% } }\n",
      "4:49",
      "'error_budget' is 100%. Write more than 0% and less than 100%."
    ),
    Mistake(
      list + "    budget: { p95: { at_mots: 1s } }\n",
      "4:22",
      "unknown key 'at_mots' in a budget. Did you mean 'at_most'?"
    ),
    Mistake(
      list + "    budget: [ 'p(95)=200' ]\n",
      "4:15",
      "'p(95)=200' is no comparison, as in p95<200ms. Write < or >."
    ),
    Mistake(
      list + "    budget: [ 'rate<5' ]\n",
      "4:15",
      "'5' is more than all. Write a share as 5%, or as a number up to 1."
    ),
    Mistake(
      list + "    budget: [ 'p(95)<200', 'p95<300ms' ]\n",
      "4:28",
      "'p95' is budgeted twice, first in line 4. Remove one."
    ),
    Mistake(
      list + "    budget: { list.p95: 200ms }\n",
      "4:15",
      "'list.' names a benchmark inside a benchmark. Leave it out, or write it in a profile."
    ),
    Mistake(
      list + "budget: { lits.p95: 200ms }\n",
      "4:11",
      "no benchmark 'lits'. Did you mean 'list'?"
    ),
    Mistake(
      list + "    budget: { rss: 64MB }\n",
      "4:15",
      "'rss' is of commands and watched processes, and 'list' is an HTTP request. Watch a process: processes: [ { name: notes-server } ], and budget notes-server.rss."
    ),
    Mistake(
      list + "    budget: { first_byte: 64ms }\n",
      "4:15",
      "the metric 'first_byte' is not available yet. Leave it out for now."
    ),
    Mistake("confirm: 3\n" + list, "1:1", "'confirm' is not available yet. Leave it out for now."),
    Mistake(
      "profiles:\n  limit: { search: { rate: 50/s..5000/s } }\n" + list,
      "2:12",
      "'search' is not available yet. Leave it out for now."
    ),
    Mistake(
      list + "    json: { title: \"note {{ cuonter }}\" }\n",
      "4:26",
      "no value 'cuonter'. Did you mean 'counter'?"
    ),
    Mistake(
      "benchmarks:\n  list:\n    http: GET http://localhost/{{ id }}\n",
      "3:32",
      "no value 'id'. There is built in: counter, user, uuid, random(1..100), random_string(12)."
    ),
    Mistake(
      list + "    headers: { Authorization: \"Bearer ${NO_SUCH}\" }\n",
      "4:39",
      "${NO_SUCH} is not set. Set NO_SUCH in the environment, or write ${NO_SUCH:-default}."
    ),
    Mistake(
      list + "    body: \"a ${X\"\n",
      "4:14",
      "'${X' is not closed. Write ${X} or ${X:-default}."
    ),
    Mistake(
      list + "    body: \"a ${X?}\"\n",
      "4:14",
      "'${X?}' is no variable. Write ${X} or ${X:-default}."
    ),
    Mistake(
      "benchmarks:\n  list: { weight: 1 }\n",
      "2:9",
      "benchmark 'list' does nothing. Write http, flow, websocket, command, stream …, as in { http: GET /notes, budget: { p95: 200ms } }; for a Swift function, write swift: { package: ., product: Performance } above."
    ),
    Mistake(
      "benchmarks:\n  list:\n",
      "2:8",
      "benchmark 'list' is a mapping, as in { http: GET /notes, budget: { p95: 200ms } }; here is nothing."
    ),
    Mistake(
      "suite: a\n",
      "1:1",
      "no benchmarks. A whole suite is: benchmarks: { list: { http: http://localhost:8080/, budget: { p95: 200ms } } }"
    ),
    Mistake(
      "benchmarks: [ a ]\n",
      "1:13",
      "'benchmarks' is a mapping of names, as in { name: { http: GET /notes, budget: { p95: 200ms } } }; here is a list."
    ),
    Mistake(
      "benchmarks:\n  list:\n    http: GTE http://localhost/\n",
      "3:11",
      "unknown method 'GTE'. Did you mean 'GET'?"
    ),
    Mistake(
      "benchmarks:\n  list:\n    http: GET\n",
      "3:11",
      "'GET' has no path. Write a method and a path, as in GET /notes."
    ),
    Mistake(
      "benchmarks:\n  list:\n    http: GET /a\n",
      "3:11",
      "'/a' needs a target. Write target: http://localhost:8080 above, or a whole URL."
    ),
    Mistake(
      "target: demo\nbenchmarks:\n  list:\n    http: GET notes\n",
      "4:11",
      "'notes' is no path. Write it as /notes."
    ),
    Mistake(
      "target: htp://x\nbenchmarks:\n  list:\n    http: GET /a\n",
      "1:9",
      "'target': unknown scheme 'htp' in 'htp://x'. Did you mean 'http'?"
    ),
    Mistake(
      "target: notes\nbenchmarks:\n  list:\n    http: GET /a\n",
      "1:9",
      "'target': 'notes' has no scheme. Did you mean 'http://notes'?"
    ),
    Mistake(
      "target: http://localhost:80800\nbenchmarks:\n  list:\n    http: GET /a\n",
      "1:9",
      "'target': '80800' in 'http://localhost:80800' is no port. Write 1 to 65535."
    ),
    Mistake(
      "target: demo\nbenchmarks:\n  list:\n    http: GET /a b\n",
      "4:11",
      "'/a b' has a blank in it. Write a blank as %20."
    ),
    Mistake(
      "target: demo\nbenchmarks:\n  list:\n    http: GET /a#b\n",
      "4:11",
      "'/a#b' has a '#', which is never sent. Leave out what is behind it."
    ),
    Mistake(
      list + "    body: a\n    json: {}\n",
      "5:5",
      "'body' and 'json' are both the body. Remove one."
    ),
    Mistake(
      list + "    headers: { 'a b': c }\n",
      "4:16",
      "'a b' is no header name. Write letters, digits and '-'."
    ),
    Mistake(
      list + "    headers: { a: \"c\\r\\nX: y\" }\n",
      "4:19",
      "the value of header 'a' has a control character in it. Remove it."
    ),
    Mistake(
      list + "    headers: { Content-Length: 3 }\n",
      "4:16",
      "'Content-Length' follows from the body. Remove it."
    ),
  ]
}
