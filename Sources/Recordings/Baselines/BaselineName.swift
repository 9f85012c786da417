package import Sessions

/// What a baseline is the reference of: a suite, a profile, and an environment if there is one.
///
/// It is also where the baseline is kept, below `recordings/baselines/` and without `.hlog`:
/// `notes-api/stress@staging`, or `notes-api/stress` without an environment. A name of a suite,
/// profile or environment has no `/` and no `@` there, so the parts can be told apart, and no two kinds of
/// sessions share a name.
package struct BaselineName: Hashable, Sendable, Comparable {
  /// The whole of it.
  package let text: String

  /// The baseline that a session may become, or is held against.
  package init(of head: SessionHead) {
    let environment = head.environment.map { "@" + Self.part($0) } ?? ""
    text = Self.part(head.suite) + "/" + Self.part(head.profile) + environment
  }

  /// What a session is of, in words: `suite 'notes-api', profile 'stress'`.
  static func words(_ head: SessionHead) -> String {
    let environment = head.environment.map { ", environment '\($0)'" } ?? ""
    return "suite '\(head.suite)', profile '\(head.profile)'" + environment
  }

  /// A baseline that was found in a folder.
  init(folder: String, stem: String) { text = folder + "/" + stem }

  /// Alphabetical.
  package static func < (left: Self, right: Self) -> Bool { left.text < right.text }

  /// The most bytes of a part; of a longer one its beginning is kept, with a hash of all of it.
  private static let longest = 80

  /// A part of a file's name, another one for each name, that is neither hidden nor leads out of its folder:
  /// letters, digits, `.`, `_` and `-` as they are, all else as `%` and two hexadecimal digits a byte.
  private static func part(_ name: String) -> String {
    // A name without anything is a `%` alone, which nothing else becomes.
    guard !name.isEmpty else { return "%" }
    var part = ""
    for scalar in name.unicodeScalars {
      let isKept =
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        || (part.isEmpty ? "_-" : "._-").unicodeScalars.contains(scalar)
      part += isKept ? String(scalar) : escaped(scalar)
    }
    guard part.utf8.count > longest else { return part }
    var kept = ""
    for character in part {
      guard kept.utf8.count + String(character).utf8.count <= longest - 18 else { break }
      kept.append(character)
    }
    return kept + "%%" + hash(name)
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    String(scalar).utf8.map { byte in
      "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }.joined()
  }

  /// 64 bits in hexadecimal (FNV-1a: Fowler, Noll, Vo).
  private static func hash(_ text: String) -> String {
    let value = text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { hash, byte in
      (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
    }
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }
}
