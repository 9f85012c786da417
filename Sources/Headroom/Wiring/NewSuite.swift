import Budgets
import Sessions

/// A suite file that is to be written.
struct NewSuite {
  /// What the suite is called.
  var name: String
  /// Its text.
  var written: WrittenSuite

  /// Writes `budgets/NAME.yaml` and says how to go on; never over another file unless `replacing`, and
  /// never what `headroom check` rejects, which is told in the names that parts have where they were typed.
  func write(replacing: Bool, naming names: (SuitePart) -> String) throws {
    guard Self.isName(name) else { throw NewSuiteError.notAName(name) }
    if let mistakes = written.mistakes(names) { throw mistakes }
    let folder = ProjectFolder().budgets
    let path = folder + "/" + name + ".yaml"
    do throws(FileError) {
      try Files.makeFolder(folder)
      try Files.write(written.text, to: path, replacing: replacing)
    } catch {
      throw error.isExisting
        ? NewSuiteError.exists(path) : NewSuiteError.cannotWrite(path, reason: error.reason)
    }
    StandardStreams.print("Wrote \(path). Run it: headroom run \(name)\n")
  }

  private static func isName(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= 80 && name.first != "." && name.first != "-"
      && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
  }
}

/// Why a suite file was not written.
enum NewSuiteError: CommandFailure, Equatable {
  /// The name can't be that of a file.
  case notAName(String)
  /// There is one already.
  case exists(String)
  /// The system does not let us.
  case cannotWrite(String, reason: String)

  var status: ExitStatus {
    if case .notAName = self { .usage } else { .cannotCreate }
  }

  var text: String {
    switch self {
    case .notAName(let name):
      "'\(Visible.text(name))' is no name of a suite: letters, digits, '-', '_' and '.'."
    case .exists(let path):
      "there is a \(Visible.text(path)) already, and it is left as it is. Take another name."
    case .cannotWrite(let path, let reason): "can't write \(Visible.text(path)): \(reason)."
    }
  }
}
