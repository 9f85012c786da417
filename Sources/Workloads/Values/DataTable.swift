import Budgets
import Glibc

/// The rows of a CSV file, which the turns of a flow take in turn or at random.
final class DataTable: Sendable {
  /// The file, as the suite names it.
  let path: String
  let columns: [String]
  /// `[row][column]`; at least one row.
  private let rows: [[String]]
  private let order: DataFile.Order

  /// The largest file that is read, bytes: it is held in memory.
  static let limitBytes = 256 << 20

  /// Reads a file; its path is relative to `folder`, which ends with a slash or is empty.
  convenience init(_ file: DataFile, in folder: String) throws(DataTableError) {
    let path = file.path.hasPrefix("/") ? file.path : folder + file.path
    let bytes = try Self.read(path, as: file.path)
    try self.init(bytes, path: file.path, order: file.order)
  }

  /// Reads the text of a file.
  init(_ bytes: [UInt8], path: String, order: DataFile.Order) throws(DataTableError) {
    func error(_ fault: DataTableError.Fault, line: Int? = nil) -> DataTableError {
      DataTableError(path: path, line: line, fault: fault)
    }
    var reader = CSVReader(bytes)
    var records: [CSVReader.Record] = []
    do throws(CSVReader.Failure) {
      while let record = try reader.next() { records.append(record) }
    } catch {
      throw DataTableError(path: path, line: error.line, fault: error.fault)
    }
    guard let names = records.first else { throw error(.noNames) }
    if let empty = names.fields.firstIndex(of: "") {
      throw error(.emptyName(column: empty + 1), line: names.line)
    }
    for (index, name) in names.fields.enumerated() where names.fields[..<index].contains(name) {
      throw error(.repeatedName(name), line: names.line)
    }
    guard records.count > 1 else { throw error(.noRows) }
    for record in records.dropFirst() where record.fields.count != names.fields.count {
      let fault = DataTableError.Fault.fields(record.fields.count, names: names.fields.count)
      throw error(fault, line: record.line)
    }
    self.path = path
    self.order = order
    columns = names.fields
    rows = records.dropFirst().map(\.fields)
  }

  /// The value of a column in the row of a turn.
  func value(_ column: Int, _ turn: Turn) -> String {
    rows[turn.row(of: rows.count, order)][column]
  }

  private static func read(_ path: String, as shown: String) throws(DataTableError) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else {
      let reason = String(cString: strerror(errno))
      throw DataTableError(path: shown, line: nil, fault: .unreadable(reason))
    }
    defer { close(file) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(file, &piece, piece.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        let reason = String(cString: strerror(errno))
        throw DataTableError(path: shown, line: nil, fault: .unreadable(reason))
      }
      guard count > 0 else { return bytes }
      bytes += piece[..<count]
      guard bytes.count <= limitBytes else {
        throw DataTableError(path: shown, line: nil, fault: .tooLong)
      }
    }
  }
}

/// Why a CSV file gives no rows.
package struct DataTableError: Error, Equatable {
  /// The file, as the suite names it.
  package var path: String
  /// The line, from 1; nil if it is about the whole file.
  package var line: Int?
  /// What is wrong.
  package var fault: Fault

  /// What is wrong with a file.
  package enum Fault: Equatable, Sendable {
    /// It can't be opened or read, for this reason.
    case unreadable(String)
    /// It is larger than what is held in memory.
    case tooLong
    /// It has no line of names.
    case noNames
    /// It has a line of names and nothing else.
    case noRows
    /// A column has no name; the first is 1.
    case emptyName(column: Int)
    /// Two columns have this name.
    case repeatedName(String)
    /// A row has so many fields, and there are so many names.
    case fields(Int, names: Int)
    /// A quoted field is not closed.
    case openQuote
    /// A quote stands where none may stand.
    case strayQuote
    /// A field is not UTF-8.
    case notUTF8
  }
}

extension DataTableError: CustomStringConvertible {
  /// What is wrong, where, and the way out.
  package var description: String {
    let place = line.map { "\(path):\($0): " } ?? "\(path): "
    switch fault {
    case .unreadable(let reason):
      return place + "can't be read: \(reason)"
    case .tooLong:
      return place + "is over \(DataTable.limitBytes >> 20) MiB, and would be held in memory"
    case .noNames:
      return place + "is empty. Its first line has the names of the columns."
    case .noRows:
      return place + "has a line of names and no rows"
    case .emptyName(let column):
      return place + "column \(column) has no name. The first line has the names of the columns."
    case .repeatedName(let name):
      return place + "two columns are called '\(name)'"
    case .fields(let count, let names):
      return place + "a row with \(count) \(count == 1 ? "field" : "fields"), and "
        + "\(names) \(names == 1 ? "column" : "columns"). "
        + "Put a field with commas in quotes."
    case .openQuote:
      return place + "a quote that begins here is not closed"
    case .strayQuote:
      return place + "a quote inside of a field. Write it twice, and the field in quotes."
    case .notUTF8:
      return place + "is not UTF-8"
    }
  }
}
