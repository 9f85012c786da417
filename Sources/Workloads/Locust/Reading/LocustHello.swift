import Sessions

/// What the master says of itself.
struct LocustHello: Equatable {
  /// The number of what its lines look like.
  var protocolNumber: Int
  /// The version of Locust.
  var version: String
  /// The address at which other machines reach it.
  var host: String
  /// The port that it listens on.
  var port: Int
  /// Whether the Locust file has a shape, which drives the load.
  var hasShape: Bool

  init?(_ json: JSON) {
    guard let number = json["protocol"]?.integerValue(as: Int.self),
      let version = json["locust"]?.stringValue, let host = json["host"]?.stringValue,
      let port = json["port"]?.integerValue(as: Int.self)
    else { return nil }
    protocolNumber = number
    self.version = Visible.text(version.prefix(40))
    self.host = Visible.text(host.prefix(200))
    self.port = port
    hasShape = json["shape"]?.boolValue ?? false
  }
}
