extension Mistake {
  /// A command that nothing is wrong with; lines at its end belong to it.
  static let command = """
    benchmarks:
      list:
        command: [ls, -l]

    """

  /// Commands and functions.
  static let commands: [Mistake] = [
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
