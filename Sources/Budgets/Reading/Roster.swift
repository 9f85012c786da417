/// Everything that a budget can name: the benchmarks of the file with what they become, and the
/// watched processes.
struct Roster {
  /// One benchmark of the file.
  struct Entry {
    /// Its name in the file.
    var name: String
    /// What it does; nil if that could not be told.
    var kind: WorkloadKind?
    /// What it is measured as: itself, one for each combination of parameters, or what an engine
    /// delivers as far as budgets name it.
    var members: [String]
    /// Its series of their own, without its name: the steps of a flow, the parts of a WebSocket.
    var parts: [String] = []
  }

  /// The benchmarks, in the order of the file.
  private(set) var entries: [Entry] = []
  /// The labels of the watched processes.
  private(set) var processes: [String] = []
  private var places: [String: Int] = [:]
  private var owners: [String: Int] = [:]

  /// A roster of nothing.
  init() {}

  /// A roster of benchmarks and processes; the first that takes a name has it.
  init(entries: [Entry], processes: [String]) {
    self.entries = entries
    self.processes = processes
    for (index, entry) in entries.enumerated() {
      places[entry.name] = index
      for member in entry.members where owners[member] == nil { owners[member] = index }
      for part in entry.parts where owners[entry.name + "/" + part] == nil {
        owners[entry.name + "/" + part] = index
      }
    }
  }

  /// The benchmark of the file that a name of something measured belongs to.
  func entry(of name: String) -> Entry? { (owners[name] ?? places[name]).map { entries[$0] } }

  /// What a name in a budget of the suite, a profile or an environment stands for; nil if nothing is
  /// called so.
  func subjects(_ name: String) -> [Subject]? {
    if let index = places[name], !(entries[index].kind?.isEngine ?? false) {
      return entries[index].members.map(Subject.benchmark)
    }
    if owners[name] != nil || places[name] != nil { return [.benchmark(name)] }
    return processes.contains(name) ? [.process(name)] : nil
  }

  /// Notes a name that an engine delivers.
  mutating func adopt(_ name: String, deliveredBy engine: String) {
    guard let index = places[engine], owners[name] == nil else { return }
    owners[name] = index
    entries[index].members.append(name)
  }

  /// The engine and the name in `ENGINE.NAME`.
  func delivered(_ text: String) -> (engine: String, name: String)? {
    for entry in entries where entry.kind?.isEngine ?? false {
      guard text.hasPrefix(entry.name + "."), text.count > entry.name.count + 1 else { continue }
      return (entry.name, String(text.dropFirst(entry.name.count + 1)))
    }
    return nil
  }

  /// What a name in the budget of a benchmark itself stands for; nil if nothing of it is called so.
  func subjects(_ name: String, inside owner: String) -> [Subject]? {
    guard let index = places[owner] else { return nil }
    let entry = entries[index]
    if entry.kind?.isEngine ?? false { return [.benchmark(name)] }
    if entry.parts.contains(name) { return [.benchmark(owner + "/" + name)] }
    if entry.members.contains(name), entry.members != [owner] { return [.benchmark(name)] }
    return nil
  }

  /// Every name, for "did you mean".
  var names: [String] {
    var names: [String] = []
    for entry in entries {
      names.append(entry.name)
      names += entry.members.filter { $0 != entry.name }
      names += entry.parts.map { entry.name + "/" + $0 }
    }
    return names + processes
  }

  /// The benchmarks as they are measured, with what they do.
  var members: [(name: String, kind: WorkloadKind?)] {
    entries.flatMap { entry in entry.members.map { ($0, entry.kind) } }
  }
}
