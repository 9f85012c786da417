extension Mistake {
  /// A key and its value without a blank between them, and numbers without their unit.
  static let blanks: [Mistake] = [
    Mistake(
      "benchmarks: { a: { http:http://localhost/ } }\n",
      "1:20",
      "a blank is missing after 'http:'. Write http: http://localhost/."
    ),
    Mistake(
      "benchmarks:\n  a:\n    http:http://localhost/\n",
      "3:5",
      "a blank is missing after 'http:'. Write http: http://localhost/."
    ),
    Mistake(
      "benchmarks:\n  a:\n    http:http://localhost/\n    budget: { p95: 3ms }\n",
      "3:5",
      "not valid YAML: a blank is missing after 'http:'. Write http: http://localhost/"
    ),
    Mistake(
      list + "    budget: { p95:200ms }\n",
      "4:15",
      "a blank is missing after 'p95:'. Write p95: 200ms."
    ),
    Mistake(
      list + "profiles: { s: { users:5, duration: 30s } }\n",
      "4:18",
      "a blank is missing after 'users:'. Write users: 5."
    ),
    Mistake(
      list + "profiles:\n  s:\n    users:5\n    duration: 30s\n",
      "6:5",
      "not valid YAML: a blank is missing after 'users:'. Write users: 5"
    ),
    Mistake(
      list + "profiles:\n  s:\n    users: 5\n    duration:30s\n",
      "7:5",
      "not valid YAML: a blank is missing after 'duration:'. Write duration: 30s"
    ),
    Mistake(
      list + "profiles: { s: { users: 5, duration: 30 } }\n",
      "4:38",
      "'duration': '30' has no unit. Write 30s; units here: ns, us, ms, s, m, h."
    ),
    Mistake(
      list + "profiles: { s: { stages: [ { users: 5, for: 2 } ] } }\n",
      "4:45",
      "'for': '2' has no unit. Write 2s; units here: ns, us, ms, s, m, h."
    ),
    Mistake(
      list + "    timeout: 5\n",
      "4:14",
      "'timeout': '5' has no unit. Write 5s or 5ms; units here: ns, us, ms, s, m, h."
    ),
    Mistake(
      list + "    think: 3..5\n",
      "4:12",
      "'think': '3' has no unit. Write 3s or 3ms; units here: ns, us, ms, s, m, h."
    ),
  ]
}
