import Glibc

/// Why a recording can't be written, found or read.
package enum RecordingError: Error, Equatable, CustomStringConvertible {
  /// Nothing is there.
  case notFound(path: String)
  /// It is a directory, a pipe, a device or a socket.
  case notAFile(path: String, kind: String)
  /// It can't be opened or read, with `errno`.
  case unreadable(path: String, code: Int32)
  /// It has no byte.
  case empty(path: String)
  /// It is something else.
  case notARecording(path: String, reason: String)
  /// A later version wrote it.
  case newerFormat(path: String, version: Int, program: String)
  /// It can't be made, with `errno`.
  case cannotCreate(path: String, code: Int32)
  /// It is there already.
  case alreadyExists(path: String)
  /// It can't be written to, with `errno`; so many intervals wait to be written.
  case writeFailed(path: String, code: Int32, waiting: Int)
  /// There is no recording in this directory.
  case noRecordings(directory: String)
  /// `last~9` where there are fewer.
  case tooFew(argument: String, count: Int, directory: String)
  /// Neither a file nor the start of a recording's name; what there is instead.
  case noMatch(argument: String, directory: String, newest: [String])
  /// The start of several names.
  case ambiguous(argument: String, matches: [String])

  /// It could not take the place of what was there, with `errno`.
  case notReplaced(path: String, code: Int32)
  /// It can't be removed, with `errno`.
  case notRemoved(path: String, code: Int32)
  /// Something else lies there than what was looked at.
  case changed(path: String)
  /// Its run goes on, and writes it.
  case inUse(path: String)
  /// It was removed or replaced while it was written.
  case lost(path: String)
  /// There is no baseline of this name, or none at all for an empty one; what there is instead.
  case noBaseline(name: String, existing: [String])
  /// The start of several baselines' names.
  case severalBaselines(argument: String, matches: [String])

  /// What a file is that can't be read, in a word or two for lists.
  package var shortText: String {
    switch self {
    case .notFound: "gone"
    case .notAFile(_, let kind): String(kind.split(separator: " ").last ?? "no file")
    case .empty: "empty"
    case .notARecording: "not a log"
    case .newerFormat: "newer"
    default: "unreadable"
    }
  }

  /// The exit status of sysexits.h that says so.
  package var exitStatus: Int32 {
    switch self {
    case .empty, .notARecording, .newerFormat: 65
    case .notFound, .notAFile, .unreadable, .noRecordings, .tooFew, .noMatch, .ambiguous,
      .noBaseline, .severalBaselines:
      66
    case .cannotCreate, .alreadyExists, .notReplaced: 73
    case .writeFailed, .notRemoved, .changed, .inUse, .lost: 74
    }
  }

  /// What is wrong, and the way out.
  package var description: String { text.visible }

  private var text: String {
    switch self {
    case .notFound(let path):
      "\(path): no such recording. `headroom recordings` lists those there are"
    case .notAFile(let path, let kind):
      "\(path): is \(kind), not a recording. Name a .hlog file"
    case .unreadable(let path, let code):
      "\(path): can't be read: \(Self.words(code))"
    case .empty(let path):
      "\(path): is empty. The run that made it was ended before it began"
    case .notARecording(let path, let reason):
      "\(path): not a recording: \(reason). A recording is an HdrHistogram log (.hlog)"
    case .newerFormat(let path, let version, let program):
      "\(path): has format \(version)\(program.isEmpty ? "" : " of \(program)"); this program reads "
        + "format 1. Use a newer headroom"
    case .cannotCreate(let path, let code):
      "\(path): can't be made: \(Self.words(code)). Name another place with --record PATH, or use "
        + "--no-record"
    case .alreadyExists(let path):
      "\(path): is there already, and a recording is never overwritten. Name another place"
    case .writeFailed(let path, let code, let waiting):
      "\(path): can't be written: \(Self.words(code)); \(waiting) "
        + "\(waiting == 1 ? "part waits" : "parts wait") for another try"
    case .noRecordings(let directory):
      "no recording in \(directory)/ yet. `headroom run` makes one"
    case .tooFew(let argument, let count, let directory):
      "\(argument): there \(count == 1 ? "is" : "are") only \(count) in \(directory)/"
    case .noMatch(let argument, let directory, let newest):
      "\(argument): neither a file nor the start of a name in \(directory)/. There is: "
        + newest.joined(separator: ", ")
    case .ambiguous(let argument, let matches):
      "\(argument): is the start of several names: \(matches.joined(separator: ", "))"
    case .notReplaced(let path, let code):
      "\(path): can't be written: \(Self.words(code)). What was there before is untouched"
    case .notRemoved(let path, let code): "\(path): can't be removed: \(Self.words(code))"
    case .changed(let path):
      "\(path): has changed since it was looked at, and was left as it is"
    case .inUse(let path): "\(path): is being written by its run, and was left as it is"
    case .lost(let path): "\(path): was removed or replaced while it was written"
    case .noBaseline(_, let existing) where existing.isEmpty:
      "no baseline yet. `headroom baseline set` makes the last session one"
    case .noBaseline(let name, let existing):
      "no baseline \(name). There is: \(existing.joined(separator: ", "))"
    case .severalBaselines(let argument, let matches):
      "\(argument): which baseline? "
        + matches.map { "baseline:\($0)" }.joined(separator: ", ")
    }
  }

  /// The system's own words, short enough for a screen; the whole text if the system said nothing.
  package var reason: String {
    switch self {
    case .unreadable(_, let code), .cannotCreate(_, let code), .writeFailed(_, let code, _),
      .notReplaced(_, let code), .notRemoved(_, let code):
      Self.words(code)
    case .alreadyExists: Self.words(EEXIST)
    default: description
    }
  }

  private static func words(_ code: Int32) -> String {
    guard let text = strerror(code) else { return "error \(code)" }
    return String(cString: text)
  }
}
