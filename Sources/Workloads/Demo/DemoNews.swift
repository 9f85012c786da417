/// What goes over the WebSockets of the demo server: every message comes back, and who subscribes to
/// notes is told of each that is created, updated or deleted.
///
/// Confined to the loop of its server.
final class DemoNews {
  /// What is to be done about a message.
  enum Answer: Equatable {
    /// It goes back as it came.
    case echo
    /// Its sender is told of notes from now on.
    case subscribed
  }

  /// The confirmation of a subscription.
  static let confirmation: DemoJSON = ["subscribed": "notes"]

  /// `[subscriber]`: how each is told.
  private var subscribers: [ObjectIdentifier: (String) -> Void] = [:]

  /// What a message asks for: `{"subscribe":"notes"}`, or anything else.
  func answer(_ message: [UInt8]) -> Answer {
    DemoJSON(reading: message)?["subscribe"]?.string == "notes" ? .subscribed : .echo
  }

  /// Tells `subscriber` of notes from now on, once for each.
  func add(_ subscriber: AnyObject, _ tell: @escaping (String) -> Void) {
    subscribers[ObjectIdentifier(subscriber)] = tell
  }

  /// Tells it no longer.
  func remove(_ subscriber: AnyObject) { subscribers[ObjectIdentifier(subscriber)] = nil }

  /// Tells all of a note.
  func tell(_ event: String, _ note: DemoJSON) {
    guard !subscribers.isEmpty else { return }
    let message: DemoJSON = ["event": .string(event), "note": note]
    let text = message.text
    for tell in subscribers.values { tell(text) }
  }
}
