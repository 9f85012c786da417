import Sessions

/// A queue of a few elements from one thread to another: whoever is too fast waits for the other.
final class BoundedQueue<Element: Sendable>: Sendable {
  private struct State {
    var elements: [Element] = []
    var isClosed = false
  }

  private let state = Monitor(State())
  private let capacity: Int

  /// An empty queue that holds at most so many elements.
  init(capacity: Int) { self.capacity = capacity }

  /// Adds an element once there is room; false if the queue was closed, and nobody will take it.
  func put(_ element: Element) -> Bool {
    let capacity = capacity
    func hasRoom(_ state: State) -> Bool { state.elements.count < capacity || state.isClosed }
    return state.change(when: hasRoom) { state in
      guard !state.isClosed else { return false }
      state.elements.append(element)
      return true
    }
  }

  /// Waits for an element and takes the oldest; nil once the queue is closed and empty.
  func take() -> Element? {
    func isReady(_ state: State) -> Bool { !state.elements.isEmpty || state.isClosed }
    return state.change(when: isReady) { state in
      state.elements.isEmpty ? nil : state.elements.removeFirst()
    }
  }

  /// Ends it from either side: nothing more comes, or nothing more is wanted.
  func close() { state.change { $0.isClosed = true } }
}
