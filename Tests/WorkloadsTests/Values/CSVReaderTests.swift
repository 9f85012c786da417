import Testing

@testable import Workloads

struct CSVReaderTests {
  private static func records(_ text: String) throws -> [[String]] {
    var reader = CSVReader(Array(text.utf8))
    var records: [[String]] = []
    while let record = try reader.next() { records.append(record.fields) }
    return records
  }

  private static let good: [(String, [[String]])] = [
    ("", []),
    ("\n\r\n", []),
    ("a", [["a"]]),
    ("a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]),
    ("a,b\n1,2", [["a", "b"], ["1", "2"]]),
    ("\u{FEFF}name\nx\n", [["name"], ["x"]]),
    ("a,,b\n", [["a", "", "b"]]),
    (",\n", [["", ""]]),
    ("a,", [["a", ""]]),
    ("\"a\",\"b,c\"\n", [["a", "b,c"]]),
    ("\"he said \"\"no\"\"\"\n", [["he said \"no\""]]),
    ("\"\",x\n", [["", "x"]]),
    ("\"two\r\nlines\",x\n", [["two\r\nlines", "x"]]),
    (" a , b \n", [[" a ", " b "]]),
    ("ä,日本,👍🏽\n", [["ä", "日本", "👍🏽"]]),
    ("a\rb,c\n", [["a\rb", "c"]]),
  ]

  @Test(arguments: good.indices)
  func `records are read as RFC 4180 writes them`(index: Int) throws {
    let (text, expected) = Self.good[index]
    #expect(try Self.records(text) == expected)
  }

  private static let bad: [(String, line: Int, DataTableError.Fault)] = [
    ("a\n\"b", line: 2, .openQuote),
    ("a\n\"b\nc\nd", line: 2, .openQuote),
    ("a\nb\"c\n", line: 2, .strayQuote),
    ("\"a\"b\n", line: 1, .strayQuote),
    ("a\n\n\n x\"\n", line: 4, .strayQuote),
  ]

  @Test(arguments: bad.indices)
  func `what is no record is told with its line`(index: Int) throws {
    let (text, line, fault) = Self.bad[index]
    let failure = #expect(throws: CSVReader.Failure.self) { try Self.records(text) }
    #expect(failure?.line == line)
    #expect(failure?.fault == fault)
  }

  @Test func `the lines of records count those inside of quotes`() throws {
    var reader = CSVReader(Array("a\n\"1\n2\"\nb".utf8))
    var lines: [Int] = []
    while let record = try reader.next() { lines.append(record.line) }
    #expect(lines == [1, 2, 4])
  }

  @Test func `a field that is not UTF-8 is told`() {
    var reader = CSVReader([0x61, 0x0A, 0xFF, 0xFE])
    let failure = #expect(throws: CSVReader.Failure.self) {
      while try reader.next() != nil {}
    }
    #expect(failure?.fault == .notUTF8)
    #expect(failure?.line == 2)
  }
}
