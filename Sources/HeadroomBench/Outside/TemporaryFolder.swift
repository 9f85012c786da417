import Glibc

/// A folder for one run of the benchmark, removed at its end.
enum TemporaryFolder {
  /// Makes a folder that everyone may read, since a web server may give up its rights.
  static func make() throws(ChildFailure) -> String {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(parent)/headroom-bench-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw ChildFailure(description: "no folder can be made in \(parent)")
    }
    let path = template.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { String(cString: $0) } ?? parent
    }
    chmod(path, 0o755)
    return path
  }

  /// Removes a folder with all that is in it; links are not followed.
  static func remove(_ path: String) {
    guard let directory = opendir(path) else {
      unlink(path)
      return
    }
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name == "." || name == ".." { continue }
      var status = stat()
      let inner = path + "/" + name
      if lstat(inner, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
        remove(inner)
      } else {
        unlink(inner)
      }
    }
    closedir(directory)
    rmdir(path)
  }
}
