import Sessions

/// A worker that came or went.
struct LocustWorker: Equatable {
  /// What happened to it.
  enum Change: String {
    case joined
    case missing
    case back
    case left
  }

  var change: Change
  /// Its machine.
  var host: String
  var process: Int
  /// The version of its Locust.
  var version: String

  init?(_ json: JSON) {
    guard let change = json["change"]?.stringValue.flatMap(Change.init),
      let host = json["host"]?.stringValue, let process = json["pid"]?.integerValue(as: Int.self)
    else { return nil }
    self.change = change
    self.host = Visible.text(host.prefix(200))
    self.process = process
    version = Visible.text((json["locust"]?.stringValue ?? "").prefix(40))
  }

  /// What it is called.
  var name: String { "worker \(host)/\(process)" }
}
