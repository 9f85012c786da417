import Glibc

/// A folder of a test, removed with everything in it when the test lets go of it.
package final class TemporaryFolder {
  /// Its absolute path.
  package let path: String

  /// A new folder with files in it, `[path: text]`; their folders are made too.
  package init(_ files: [String: String] = [:]) {
    var template = Array("/tmp/headroom-test-XXXXXX".utf8CString)
    path = mkdtemp(&template).map { String(cString: $0) } ?? "/tmp"
    for (name, text) in files { write(text, to: name) }
  }

  deinit { remove(path) }

  /// Writes a file.
  package func write(_ text: String, to name: String) {
    var folder = path
    for part in name.split(separator: "/").dropLast() {
      folder += "/" + part
      mkdir(folder, 0o777)
    }
    guard let file = fopen(path + "/" + name, "w") else { return }
    fputs(text, file)
    fclose(file)
  }

  /// Writes a program that can be started at once.
  ///
  /// Whoever forks while a file is open for writing hands that on to its child for a moment, and what is
  /// open for writing can't be started (execve(2), ETXTBSY). Other tests fork at any time, so another
  /// process writes the file, and it is closed when that has ended.
  package func writeProgram(_ text: String, to name: String) {
    write(text, to: name + ".text")
    let path = path + "/" + name
    let words = ["/bin/sh", "-c", #"cp "$1.text" "$1" && chmod 755 "$1" && rm "$1.text""#]
    var pointers: [UnsafeMutablePointer<CChar>?] = (words + ["sh", path]).map { strdup($0) }
    pointers.append(nil)
    defer { for pointer in pointers { free(pointer) } }
    var process: pid_t = 0
    guard posix_spawn(&process, "/bin/sh", nil, nil, pointers, environ) == 0 else { return }
    while waitpid(process, nil, 0) < 0, errno == EINTR {}
  }

  /// The text of a file; empty if there is none.
  package func text(_ name: String) -> String {
    guard let file = fopen(path + "/" + name, "r") else { return "" }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = fread(&chunk, 1, chunk.count, file)
      if count == 0 { return String(decoding: bytes, as: UTF8.self) }
      bytes += chunk[..<count]
    }
  }

  /// The names in a folder, sorted; empty if there is none.
  package func names(in folder: String) -> [String] {
    guard let directory = opendir(path + "/" + folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      names.append(
        withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
      )
    }
    return names.filter { $0 != "." && $0 != ".." }.sorted()
  }

  private func remove(_ path: String) {
    for name in names(in: String(path.dropFirst(self.path.utf8.count))) {
      remove(path + "/" + name)
    }
    Glibc.remove(path)
  }
}
