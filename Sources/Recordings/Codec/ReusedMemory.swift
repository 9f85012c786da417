/// Memory that is used again and again, for what is made and thrown away many times.
struct ReusedMemory<Element: BitwiseCopyable>: ~Copyable {
  private(set) var start: UnsafeMutablePointer<Element>
  /// The elements that it has room for.
  private(set) var capacity: Int

  init(capacity: Int) {
    start = .allocate(capacity: capacity)
    self.capacity = capacity
  }

  deinit { start.deallocate() }

  /// Makes room for at least so many elements; what it held is lost.
  mutating func reserve(_ count: Int) {
    guard count > capacity else { return }
    resize(to: max(count, 2 * capacity))
  }

  /// Has room for exactly so many elements from now on, and keeps the first of those that it held.
  mutating func resize(to count: Int, keeping kept: Int = 0) {
    let other = UnsafeMutablePointer<Element>.allocate(capacity: count)
    other.update(from: start, count: kept)
    start.deallocate()
    start = other
    capacity = count
  }
}
