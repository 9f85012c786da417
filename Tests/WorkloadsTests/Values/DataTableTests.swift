import Budgets
import Testing

@testable import Workloads

struct DataTableTests {
  private static func table(
    _ text: String,
    order: DataFile.Order = .sequential
  ) throws(DataTableError) -> DataTable {
    try DataTable(Array(text.utf8), path: "users.csv", order: order)
  }

  private static func values(_ table: DataTable, turns: Range<UInt64>, key: UInt64) -> [String] {
    let turn = Turn(user: 1)
    return turns.map { number in
      turn.begin(number, key: key, slots: 0)
      return table.value(0, turn)
    }
  }

  @Test func `rows are taken one after the other, and from the beginning again`() throws {
    let table = try Self.table("name,age\nada,36\nbob,7\ncyd,50\n")
    #expect(table.columns == ["name", "age"])
    let values = Self.values(table, turns: 0..<7, key: 1)
    #expect(values == ["ada", "bob", "cyd", "ada", "bob", "cyd", "ada"])
  }

  @Test func `random rows follow from the seed, and all of them come`() throws {
    let table = try Self.table("name\n" + (0..<10).map { "n\($0)\n" }.joined(), order: .random)
    let values = Self.values(table, turns: 0..<1_000, key: 5)
    #expect(values == Self.values(table, turns: 0..<1_000, key: 5))
    #expect(values != Self.values(table, turns: 0..<1_000, key: 6))
    #expect(Set(values).count == 10)
    #expect(Array(values.prefix(10)) != (0..<10).map { "n\($0)" })
  }

  private static let bad: [(String, String)] = [
    ("", "users.csv: is empty. Its first line has the names of the columns."),
    ("name\n", "users.csv: has a line of names and no rows"),
    (
      "name,,age\n1,2,3\n",
      "users.csv:1: column 2 has no name. The first line has the names of the columns."
    ),
    ("a,b,a\n1,2,3\n", "users.csv:1: two columns are called 'a'"),
    (
      "a,b\n1,2\n1,2,3\n",
      "users.csv:3: a row with 3 fields, and 2 columns. Put a field with commas in quotes."
    ),
    (
      "a,b\n1\n",
      "users.csv:2: a row with 1 field, and 2 columns. Put a field with commas in quotes."
    ),
    ("a\n\"b\n", "users.csv:2: a quote that begins here is not closed"),
    (
      "a\nb\"\n",
      "users.csv:2: a quote inside of a field. Write it twice, and the field in quotes."
    ),
  ]

  @Test(arguments: bad.indices)
  func `a file without rows says where and why`(index: Int) {
    let (text, message) = Self.bad[index]
    let error = #expect(throws: DataTableError.self) { try Self.table(text) }
    #expect(error?.description == message)
  }

  @Test func `a file that is not there is named as the suite does`() {
    let file = DataFile(path: "nowhere/users.csv")
    let error = #expect(throws: DataTableError.self) { try DataTable(file, in: "/proc/self/") }
    #expect(error?.description == "nowhere/users.csv: can't be read: No such file or directory")
  }

  @Test func `a file is looked for in the folder of the suite, unless its path is whole`() {
    // Neither is a table: what is wrong with them shows which was read.
    func error(_ path: String, in folder: String) -> DataTableError? {
      do throws(DataTableError) {
        _ = try DataTable(DataFile(path: path), in: folder)
        return nil
      } catch {
        return error
      }
    }
    #expect(error("null", in: "/dev/")?.fault == .noNames)
    #expect(error("/dev/null", in: "/nowhere/")?.fault == .noNames)
  }
}
