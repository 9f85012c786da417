/// A request of the open model that is due and was not sent yet.
struct Arrival {
  /// ns of session time.
  let due: Int64
  /// An index into the programs of the plan.
  let program: Int32
  /// Whether its event loop noticed it more than 1 ms after it was due.
  let isLate: Bool
}
