import Glibc

/// A FIFO in a temporary folder of its own, removed when nobody holds it any more.
final class TemporaryFIFO {
  /// Where it is.
  let path: String
  /// Its reading end, which has no end as long as it is open.
  let descriptor: Int32
  private let folder: String

  /// Makes one called `name` that nobody else may open.
  init(name: String) throws(StreamError) {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array((parent + "/headroom-XXXXXX").utf8CString)
    guard let made = mkdtemp(&template) else { throw .noFIFO(code: errno) }
    let folder = String(cString: made)
    let path = folder + "/" + name
    var opened: Int32 = -1
    if mkfifo(path, 0o600) == 0 {
      // With a writing end of our own it has no end before we have read all of it (fifo(7)).
      opened = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC)
    }
    guard opened >= 0 else {
      let code = errno
      unlink(path)
      rmdir(folder)
      throw .noFIFO(code: code)
    }
    (self.path, self.folder, descriptor) = (path, folder, opened)
  }

  deinit {
    close(descriptor)
    unlink(path)
    rmdir(folder)
  }
}
