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
    let place: Place
    do throws(RecordingError) {
      try AppendFile.makeDirectory(directory)
      removeLeftovers(in: directory)
      place = try Place(beside: String(name), in: directory)
    } catch {
      throw .notReplaced(path: path, code: error.code)
    }
    defer { close(place.lock) }
    var code = write(file, to: place.file)
    if code == 0, rename(place.path, path) != 0 { code = errno }
    // Another file there would be another copy, whatever became of this one.
    if code == 0, FileIdentity(path) != FileIdentity(descriptor: place.lock) { code = ESTALE }
    guard code == 0 else {
      unlink(place.path)
      throw .notReplaced(path: path, code: code)
    }
    synchronize(directory)
  }

  /// Where a copy is written until it is whole: a hidden file of a name that nobody else has, locked as
  /// long as its owner lives.
  private struct Place {
    let path: String
    let file: AppendFile
    /// Holds the lock, which belongs to all descriptors of one opening (flock(2)).
    let lock: CInt

    init(beside name: String, in directory: String) throws(RecordingError) {
      var descriptor: CInt
      var path: String
      repeat {
        let number = String(UInt64.random(in: 0...UInt64.max), radix: 36)
        path = "\(directory)/.\(name).\(number)"
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o644)
      } while descriptor < 0 && errno == EEXIST
      guard descriptor >= 0 else { throw .cannotCreate(path: path, code: errno) }
      _ = flock(descriptor, LOCK_EX | LOCK_NB)
      self.path = path
      lock = fcntl(descriptor, F_DUPFD_CLOEXEC, 3)
      file = AppendFile(descriptor)
    }
  }

  /// Removes what copies left behind whose owners are gone: nobody has it locked.
  private static func removeLeftovers(in directory: String) {
    for name in Directory.names(in: directory, hidden: true) where name.contains(".hlog.") {
      let path = directory + "/" + name
      let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
      guard descriptor >= 0 else { continue }
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { unlink(path) }
      close(descriptor)
    }
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
