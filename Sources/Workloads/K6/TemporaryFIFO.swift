import Glibc

/// A FIFO in a temporary folder of its own, removed when nobody holds it any more.
final class TemporaryFIFO {
  /// Where it is.
  let path: String
  /// Its reading end, which has no end as long as it is open.
  let descriptor: Int32
  private let folder: ScratchFolder

  /// Makes one called `name` that nobody else may open.
  init(name: String) throws(StreamError) {
    do throws(SystemCode) {
      folder = try ScratchFolder()
      path = folder.place(name)
      guard mkfifo(path, 0o600) == 0 else { throw SystemCode(errno) }
      // With a writing end of our own it has no end before we have read all of it (fifo(7)).
      descriptor = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC)
      guard descriptor >= 0 else { throw SystemCode(errno) }
    } catch {
      throw .noFIFO(code: error.number)
    }
  }

  deinit { close(descriptor) }
}
