import Sessions
import Testing

@Suite("A history")
struct HistoryTests {
  @Test("keeps a point per interval, also where there was nothing")
  func points() {
    var history = History()
    for value in [1, nil, 3.5] as [Double?] { history.append(value) }
    #expect(Array(history.points) == [1, nil, 3.5])
    #expect(history.stride == 1)
    #expect(history.points.last == 3.5)
  }

  @Test("joins neighbours to the greater when it is full, and never has more than 1,024 points")
  func joining() {
    var history = History()
    for value in 0..<1024 { history.append(value % 4 == 3 ? nil : Double(value)) }
    #expect(history.stride == 1)
    #expect(history.points.count == 1024)
    history.append(5000)
    #expect(history.stride == 2)
    #expect(history.points.count == 513)
    #expect(Array(history.points.prefix(3)) == [1, 2, 5])
    #expect(history.filled == 1)
    history.append(nil)
    history.append(nil)
    #expect(Array(history.points.suffix(2)) == [5000, nil])
    for value in 0..<10_000 { history.append(Double(value)) }
    #expect(history.points.count <= 1024)
    #expect(history.stride == 16)
    #expect(history.points.count == (11_027 + 15) / 16)
  }

  @Test("equals one with the same points, and no other")
  func equality() {
    var left = History()
    var right = History()
    for value in [1, nil] as [Double?] {
      left.append(value)
      right.append(value)
    }
    #expect(left == right)
    right.append(2)
    left.append(nil)
    #expect(left != right)
  }
}
