/// Records by their number, of which only so many are kept: the oldest that is not fixed gives way.
struct BoundedStore<Record> {
  private var records: [Int: Record] = [:]
  /// The numbers in the order of their creation; those deleted in between are skipped.
  private var order: [Int] = []
  private var oldest = 0
  private var lastNumber = 0
  private let capacity: Int
  private let fixedCount: Int

  /// The given records bear the numbers from 1 on, and never give way.
  init(capacity: Int, fixed: [Record] = []) {
    self.capacity = capacity
    fixedCount = fixed.count
    for record in fixed {
      lastNumber += 1
      records[lastNumber] = record
    }
  }

  var count: Int { records.count }

  /// The record of a number; setting one that is not there does nothing.
  subscript(number: Int) -> Record? {
    get { records[number] }
    set { if records[number] != nil { records[number] = newValue } }
  }

  /// Adds a record and gives its number.
  mutating func add(_ record: Record) -> Int {
    while records.count >= fixedCount + capacity, oldest < order.count {
      records[order[oldest]] = nil
      oldest += 1
    }
    if order.count > 2 * capacity {
      order = order[oldest...].filter { records[$0] != nil }
      oldest = 0
    }
    lastNumber += 1
    records[lastNumber] = record
    order.append(lastNumber)
    return lastNumber
  }

  /// The newest records with their numbers, newest first, among the last that were added.
  func newest(_ limit: Int) -> [(number: Int, record: Record)] {
    var found: [(number: Int, record: Record)] = []
    var number = lastNumber
    // Deleted numbers cost a look each, so there is an end to looking.
    let end = max(0, lastNumber - 16 * limit - fixedCount)
    while number > end, found.count < limit {
      if let record = records[number] { found.append((number, record)) }
      number -= 1
    }
    return found
  }
}
