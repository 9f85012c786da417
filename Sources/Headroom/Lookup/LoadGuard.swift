import Budgets
import Reports
import Sessions

/// People mistype hosts: much load on another machine is asked for once.
struct LoadGuard: Equatable {
  /// More users than this are much.
  static let mostUsers = 50.0
  /// More requests a second than this are much.
  static let mostRate = 500.0

  /// What is to be confirmed: hosts and load, in words.
  var question: String

  /// What to ask before `suite` runs against `base`; nil if it is harmless.
  init?(_ suite: Suite, base: String) {
    let peak = suite.profile.stages.reduce(0) { max($0, $1.from, $1.to) }
    let isOpen = suite.profile.model == .open
    guard peak > (isOpen ? Self.mostRate : Self.mostUsers) else { return nil }
    var hosts: [String] = []
    for url in suite.loadURLs(from: base) {
      guard let host = TargetHost(of: url), !host.isLoopback else { continue }
      if !hosts.contains(host.name) { hosts.append(host.name) }
    }
    guard !hosts.isEmpty else { return nil }
    let load = LoadText.level(peak, suite.profile.model)
    question = "\(load) against \(Visible.text(hosts.joined(separator: ", ")))"
  }

  /// Asks on the terminal with `isConfirmed`, which is nil where there is none.
  func confirm(isAssumed: Bool, asking isConfirmed: (String) -> Bool?) throws(LoadRefused) {
    if isAssumed { return }
    guard let answer = isConfirmed(question + ", which is not this machine. Go on?") else {
      throw .unasked(question)
    }
    guard answer else { throw .refused }
  }
}

/// The load was not confirmed.
enum LoadRefused: CommandFailure, Equatable {
  /// There was no terminal to ask on.
  case unasked(String)
  /// The answer was no.
  case refused

  var status: ExitStatus { .usage }

  var text: String {
    switch self {
    case .unasked(let question): question + " is not this machine: confirm it with --yes."
    case .refused: "nothing was sent."
    }
  }
}
