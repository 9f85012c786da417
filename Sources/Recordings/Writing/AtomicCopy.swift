import Glibc

/// A copy of a file that takes the place of another one at once.
enum AtomicCopy {
  /// Copies `source` to `path`, whose directories are made too.
  ///
  /// It is written beside, brought to the disk and renamed (rename(2): "there will be no point at
  /// which another process attempting to access newpath will find it missing").
  static func copy(_ source: String, to path: String) throws(RecordingError) {
    let file = try InputFile(source)
    let slash = path.lastIndex(of: "/")
    let directory = slash.map { String(path[..<$0]) } ?? "."
    let name = slash.map { path[path.index(after: $0)...] } ?? path[...]
    let beside = "\(directory)/.\(name).\(getpid())"
    var code: Int32
    do throws(RecordingError) {
      try AppendFile.makeDirectory(directory)
      // What an earlier program of the same number left behind.
      unlink(beside)
      code = write(file, to: try AppendFile.create(beside))
    } catch {
      throw .notReplaced(path: path, code: error.code)
    }
    if code == 0, rename(beside, path) != 0 { code = errno }
    guard code == 0 else {
      unlink(beside)
      throw .notReplaced(path: path, code: code)
    }
    synchronize(directory)
  }

  /// 0 or `errno`.
  private static func write(_ source: InputFile, to file: AppendFile) -> Int32 {
    var failure: Int32 = 0
    var offset: Int64 = 0
    while failure == 0 {
      guard let block = try? source.read(at: offset, count: 1 << 20) else {
        failure = EIO
        break
      }
      if block.isEmpty { break }
      offset += Int64(block.count)
      var rest = block[...]
      while failure == 0, !rest.isEmpty {
        let written = file.append(rest)
        if written < 0 { failure = Int32(-written) } else { rest = rest.dropFirst(written) }
      }
    }
    let closed = file.close()
    return failure != 0 ? failure : closed
  }

  /// The new name is on the disk only once its directory is (fsync(2)).
  private static func synchronize(_ directory: String) {
    let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}

extension RecordingError {
  /// `errno`, if the system gave one.
  fileprivate var code: Int32 {
    switch self {
    case .cannotCreate(_, let code), .unreadable(_, let code): code
    case .alreadyExists: EEXIST
    default: EIO
    }
  }
}
