import CPCRE2

/// A regular expression in the syntax of Perl (PCRE2) whose search comes to an end soon, whatever text it is
/// held against: patterns such as `^(a+)+$` need exponential time of engines that backtrack without a limit.
///
/// Owned by one thread.
package final class BoundedPattern {
  /// How often the engine may try at a place (pcre2_set_match_limit): some 50 ms.
  private static let matchLimit: UInt32 = 2_000_000
  /// How much memory it may take to remember those places, KiB.
  private static let heapLimit: UInt32 = 8 << 10

  private let code: OpaquePointer
  private let groups: OpaquePointer
  private let context: OpaquePointer

  /// A pattern; nil if it is none.
  package init?(_ pattern: String) {
    var (error, offset) = (Int32(0), 0)
    var text = pattern
    let compiled = text.withUTF8 { bytes in
      pcre2_compile_8(
        bytes.baseAddress,
        bytes.count,
        UInt32(PCRE2_UTF) | UInt32(PCRE2_MATCH_INVALID_UTF),
        &error,
        &offset,
        nil
      )
    }
    guard let compiled else { return nil }
    guard let groups = pcre2_match_data_create_from_pattern_8(compiled, nil),
      let context = pcre2_match_context_create_8(nil)
    else {
      pcre2_code_free_8(compiled)
      return nil
    }
    pcre2_set_match_limit_8(context, Self.matchLimit)
    pcre2_set_heap_limit_8(context, Self.heapLimit)
    (code, self.groups, self.context) = (compiled, groups, context)
  }

  deinit {
    pcre2_match_context_free_8(context)
    pcre2_match_data_free_8(groups)
    pcre2_code_free_8(code)
  }

  /// The first group of the first match in a text, or all of it without a group; nil if nothing matches, the
  /// group has no part in it, or the search was given up.
  package func firstMatch(in bytes: [UInt8]) -> String? {
    let count = bytes.withUnsafeBufferPointer { buffer in
      // An empty array has no address, which would be no text.
      var nothing: UInt8 = 0
      return withUnsafePointer(to: &nothing) { empty in
        pcre2_match_8(code, buffer.baseAddress ?? empty, buffer.count, 0, 0, groups, context)
      }
    }
    guard count > 0 else { return nil }
    let group = pcre2_get_ovector_count_8(groups) > 1 ? 1 : 0
    guard let bounds = pcre2_get_ovector_pointer_8(groups), count > group else { return nil }
    let (start, end) = (bounds[2 * group], bounds[2 * group + 1])
    // What has no part in the match has no place (PCRE2_UNSET).
    guard start >= 0, start <= end, end <= bytes.count else { return nil }
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }
}
