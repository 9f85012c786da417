import Sessions

/// Where a part stands in its session: what it tells is moved by so much.
struct PartShift: Equatable {
  /// The number of its first interval.
  var number = 0
  /// When it begins, ns of session time.
  var nanoseconds: Int64 = 0

  /// An interval of the part as one of the session.
  func moved(_ record: IntervalRecord) -> IntervalRecord {
    var moved = record
    moved.number += number
    moved.startNanoseconds += nanoseconds
    moved.endNanoseconds += nanoseconds
    return moved
  }

  /// An event of the part as one of the session.
  func moved(_ event: SessionEvent) -> SessionEvent {
    var moved = event
    moved.atNanoseconds += nanoseconds
    if case .slowest(var requests) = event.kind {
      for index in requests.indices { requests[index].atNanoseconds += nanoseconds }
      moved.kind = .slowest(requests)
    }
    return moved
  }
}
