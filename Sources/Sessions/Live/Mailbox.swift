import Measurements

/// A queue from any number of threads to one.
package final class Mailbox<Element: Sendable>: Sendable {
  private let elements = Monitor<[Element]>([])

  /// An empty queue.
  package init() {}

  /// Adds an element, in place of the last one if that was not taken yet and `isReplaced` says so.
  ///
  /// O(1).
  package func put(
    _ element: Element,
    replacingLastIf isReplaced: (Element) -> Bool = { _ in false }
  ) {
    elements.change { elements in
      if let last = elements.last, isReplaced(last) { elements.removeLast() }
      elements.append(element)
    }
  }

  /// Waits until there is something and takes all of it, oldest first.
  package func takeAll() -> [Element] {
    elements.change(when: { !$0.isEmpty }, Self.takeAll)
  }

  /// Takes all there is, oldest first; nothing if there was nothing for so long.
  package func takeAll(withinNanoseconds nanoseconds: Int64) -> [Element] {
    let deadline = SystemClock.monotonic() + max(0, nanoseconds)
    return elements.change(when: { !$0.isEmpty }, orAtNanoseconds: deadline, Self.takeAll)
  }

  private static func takeAll(_ elements: inout [Element]) -> [Element] {
    let taken = elements
    elements = []
    return taken
  }
}
