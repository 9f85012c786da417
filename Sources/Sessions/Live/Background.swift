/// A value that is being made on a thread of its own, while its owner does something else.
struct Background<Value: Sendable> {
  private let made = Mailbox<Value>()

  /// Begins to make it.
  init(_ make: @escaping @Sendable () -> Value) {
    startThread { [made] in made.put(make()) }
  }

  /// The value, which is waited for and given once.
  consuming func value() -> Value { made.takeAll()[0] }
}
