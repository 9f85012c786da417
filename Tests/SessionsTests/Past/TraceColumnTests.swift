import Testing

@testable import Sessions

struct TraceColumnTests {
  @Test func `values come back in their order, however many there are`() {
    for count in [0, 1, 1023, 1024, 1025, 5000] {
      let column = TraceColumn(0..<count)
      #expect(column.count == count)
      #expect(column.elementsEqual(0..<count))
      #expect(column.last == (count > 0 ? count - 1 : nil))
    }
  }

  @Test func `a copy keeps its values while the other goes on`() {
    var column = TraceColumn(0..<1500)
    let copy = column
    for value in 1500..<3000 { column.append(value) }
    column[7] = -1
    column[1400] = -2
    #expect(copy.elementsEqual(0..<1500))
    #expect(column.count == 3000 && column[7] == -1 && column[1400] == -2 && column[2999] == 2999)
  }

  @Test(arguments: [0, 1, 2, 2999, 3000])
  func `neighbours are joined, and an odd one stays`(count: Int) {
    var column = TraceColumn(0..<count)
    column.joinPairs(by: +)
    let expected = stride(from: 0, to: count, by: 2).map { $0 + 1 < count ? 2 * $0 + 1 : $0 }
    #expect(column.elementsEqual(expected))
  }
}
