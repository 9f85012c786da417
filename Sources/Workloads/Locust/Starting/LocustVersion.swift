/// Which Locust this works with.
enum LocustVersion {
  /// What is wrong with a master; nil if nothing is.
  static func complaint(about hello: LocustHello) -> String? {
    let oldest = LocustScript.oldestLocust
    guard hello.protocolNumber == LocustScript.protocolNumber else {
      return "the master has the file of another version of Headroom"
    }
    let parts = hello.version.split(separator: ".").prefix(2).map { Int($0) ?? 0 }
    let (major, minor) = (parts.first ?? 0, parts.dropFirst().first ?? 0)
    guard (major, minor) < (oldest.major, oldest.minor) else { return nil }
    return "Locust \(hello.version) is too old: \(oldest.major).\(oldest.minor) or a newer one is "
      + "needed. Bring it up to date: python3 -m pip install --upgrade locust"
  }
}
