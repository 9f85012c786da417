import ArgumentParser
import Glibc

/// A Swift program that works for about 50 ms: what the part `commands` runs.
struct SpinCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "spin",
    abstract: "Work for about 50 ms.",
    shouldDisplay: false
  )

  /// This program.
  static var program: String {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    return String(decoding: buffer[..<max(0, count)].map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  func run() {
    // Steps that each need the one before (xorshift64; Marsaglia, J. Stat. Softw. 8 (2003) 14).
    var state: UInt64 = 88_172_645_463_325_252
    for _ in 0..<25_000_000 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
    }
    if state == 0 { print("never") }
  }
}
