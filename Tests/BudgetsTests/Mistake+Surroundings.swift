extension Mistake {
  /// Watched processes, Swift packages and classes of users.
  static let surroundings: [Mistake] = [
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
  ]
}
