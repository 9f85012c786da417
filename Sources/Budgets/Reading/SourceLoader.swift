import Yams

/// Turns the text of a suite file into nodes, or into problems.
///
/// It never expands more than `mostNodes`, whatever the aliases in the file say.
struct SourceLoader {
  /// The largest file.
  static let mostBytes = 1 << 20
  /// The most nodes, those of aliases counted each time they are used.
  static let mostNodes = 200_000
  /// The deepest nesting.
  static let deepest = 40

  /// The text and its places.
  private(set) var source: SourceText
  /// What is wrong, with its place.
  private(set) var problems: [(SourcePosition?, String)] = []

  /// Whether something was too large or too deep, so that the rest says nothing.
  private var isCut = false
  private var anchors: [String: Expanded] = [:]
  private var renamed: [UInt32: (offset: Int, original: Unicode.Scalar)] = [:]

  /// A node and what it would be if every alias in it were written out.
  private struct Expanded {
    var node: SourceNode
    var count: Int
    var height: Int
  }

  /// Stands for `*` while the text is parsed: so aliases arrive as plain values, and we follow them
  /// ourselves, within bounds.
  ///
  /// Private use, and refused in the text.
  private static let aliasMark: Unicode.Scalar = "\u{F0000}"
  private static let firstRename: UInt32 = 0xF0001
  private static let mostRenames: UInt32 = 20
  /// Each duplicate costs another pass, so in long texts only the first is looked at.
  private static let longestWithRenames = 100_000

  /// A loader of `text`.
  init(_ text: String) { source = SourceText(text) }

  /// The root of the only document; nil with problems.
  mutating func load(byteCount: Int) -> SourceNode? {
    guard byteCount <= Self.mostBytes else {
      let size = ValueText.bytes(Int64(byteCount))
      problems.append((nil, "the file has \(size). A suite has at most 1MiB."))
      return nil
    }
    refuseControlCharacters()
    guard problems.isEmpty else { return nil }
    for offset in source.scalars.indices where source.scalars[offset] == "*" {
      source.replace(at: offset, with: Self.aliasMark)
    }
    defer {
      for offset in source.scalars.indices where source.scalars[offset] == Self.aliasMark {
        source.replace(at: offset, with: "*")
      }
      for rename in renamed.values { source.replace(at: rename.offset, with: rename.original) }
    }
    return parse()
  }

  private mutating func refuseControlCharacters() {
    for (offset, scalar) in source.scalars.enumerated() where problems.count < 10 {
      let shown = VisibleText.of(String(scalar))
      switch scalar.value {
      case 0x09, 0x0A, 0x0D, 0x85, 0x2028, 0x2029: continue
      case 0..<0x20, 0x7F...0x9F, 0xFEFF, 0xFFFE, 0xFFFF:
        let way =
          scalar.value == 0
          ? "Is this a text file?"
          : "Inside double quotes it can be written as \"\(escape(scalar))\"."
        problems.append(
          (source.position(ofOffset: offset), "a control character (\(shown)) in the file. \(way)")
        )
      case 0xF0000...0xF00FF:
        problems.append(
          (source.position(ofOffset: offset), "a private-use character in the file. Remove it.")
        )
      default: continue
      }
    }
  }

  private func escape(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16)
    return scalar.value < 0x100
      ? "\\x" + String(repeating: "0", count: 2 - digits.count) + digits
      : "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }

  private mutating func parse() -> SourceNode? {
    while true {
      do {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: source.scalars)
        // A short text would be parsed from a copy on the stack that is gone by then.
        let text = String(view) + "\n# the end of the file\n"
        let parser = try Parser(
          yaml: text,
          resolver: .basic,
          constructor: .default,
          encoding: .utf8
        )
        guard let root = try parser.singleRoot() else {
          let start = SourcePosition(line: 1, column: 1)
          problems.append((start, "the file is empty. \(SuiteReader.smallest)"))
          return nil
        }
        // Nodes refer to their anchors weakly: the parser holds them.
        let node = withExtendedLifetime(parser) { convert(root, depth: 1).node }
        for rename in renamed.values where !isReported(rename.offset) {
          problems.append(
            (source.position(ofOffset: rename.offset), "a key that is written twice. Remove one.")
          )
        }
        return isCut ? nil : node
      } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
        let position = SourcePosition(line: context.mark.line, column: context.mark.column)
        if rename(keyAt: position) { continue }
        let key = original(keys.first ?? "")
        problems.append((position, "the key '\(key)' is written twice. Remove one."))
        return nil
      } catch let error as YamlError {
        problems.append(YAMLComplaint.place(of: error, in: source))
        return nil
      } catch {
        problems.append((nil, "not valid YAML: \(error)"))
        return nil
      }
    }
  }

  /// Whether the problems already speak of the key that begins at `offset`.
  private func isReported(_ offset: Int) -> Bool {
    let line = source.position(ofOffset: offset).line
    return problems.contains { $0.1.contains("first in line \(line)") }
  }

  /// Makes a key that the parser refused as a duplicate unique, so that it goes on and finds the
  /// other mistakes too.
  private mutating func rename(keyAt position: SourcePosition) -> Bool {
    let mark = Self.firstRename + UInt32(renamed.count)
    guard renamed.count < Self.mostRenames, source.scalars.count < Self.longestWithRenames,
      let replacement = Unicode.Scalar(mark),
      var offset = source.offset(of: position)
    else { return false }
    let first = source.scalars[offset]
    if first == "\"" || first == "'" { offset += 1 }
    guard source.scalars.indices.contains(offset) else { return false }
    let scalar = source.scalars[offset]
    guard scalar.properties.isAlphabetic || "0123456789_-./<$".unicodeScalars.contains(scalar)
    else { return false }
    renamed[mark] = (offset, scalar)
    source.replace(at: offset, with: replacement)
    return true
  }

  /// A text as it is in the file, without our marks.
  private func original(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { $0.value >= 0xF0000 }) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar == Self.aliasMark {
        result.append("*")
      } else {
        result.append(renamed[scalar.value]?.original ?? scalar)
      }
    }
    return String(result)
  }

  // MARK: - Conversion

  private mutating func convert(_ node: Node, depth: Int) -> Expanded {
    let position =
      node.mark.map { SourcePosition(line: $0.line, column: $0.column) }
      ?? SourcePosition(line: 1, column: 1)
    let nothing = Expanded(
      node: SourceNode(position: position, content: .scalar("", isPlain: true)),
      count: 1,
      height: 1
    )
    guard depth <= Self.deepest else {
      complainOnce(position, "nested deeper than \(Self.deepest) levels. Take some out.")
      return nothing
    }
    var result: Expanded
    switch node {
    case .scalar(let scalar):
      let isPlain = scalar.style == .plain && scalar.tag.rawValue != "tag:yaml.org,2002:str"
      if scalar.style == .plain, scalar.string.unicodeScalars.first == Self.aliasMark {
        return follow(scalar.string, at: position) ?? nothing
      }
      let content = SourceNode.Content.scalar(original(scalar.string), isPlain: isPlain)
      result = Expanded(
        node: SourceNode(position: position, content: content),
        count: 1,
        height: 1
      )
    case .sequence(let sequence):
      var children: [SourceNode] = []
      result = nothing
      for child in sequence {
        let converted = convert(child, depth: depth + 1)
        children.append(converted.node)
        result.count += converted.count
        result.height = max(result.height, converted.height + 1)
      }
      result.node.content = .sequence(children)
    case .mapping(let mapping):
      result = convert(mapping, at: position, depth: depth)
    case .alias:
      result = nothing
    }
    if result.count > Self.mostNodes || result.height > Self.deepest {
      complainOnce(
        position,
        result.count > Self.mostNodes
          ? "this has more than \(Self.mostNodes) values, those of aliases counted. Repeat less of it."
          : "nested deeper than \(Self.deepest) levels. Take some out."
      )
      result = nothing
    }
    if let anchor = node.anchor { anchors[anchor.rawValue] = result }
    return result
  }

  private mutating func convert(
    _ mapping: Node.Mapping,
    at position: SourcePosition,
    depth: Int
  )
    -> Expanded
  {
    var count = 1
    var height = 1
    var entries: [SourceEntry] = []
    var lines: [String: Int] = [:]
    var merges: [(index: Int, value: SourceNode)] = []
    for (keyNode, valueNode) in mapping {
      let key = convert(keyNode, depth: depth + 1)
      let value = convert(valueNode, depth: depth + 1)
      count += key.count + value.count
      height = max(height, value.height + 1)
      guard case .scalar(let name, let isPlain) = key.node.content else {
        complain(key.node.position, "a key is one word or a quoted text, not \(key.node.kindName).")
        continue
      }
      let place = key.node.position
      // The parser resolves the tags of keys when it compares them, so only the style tells.
      if name == "<<", isPlain || keyNode.scalar?.style == .plain {
        merges.append((entries.count, value.node))
      } else if let first = lines[name] {
        complain(place, "the key '\(name)' is written twice, first in line \(first). Remove one.")
      } else {
        lines[name] = place.line
        entries.append(SourceEntry(key: name, position: place, value: value.node))
      }
    }
    for merge in merges.reversed() { insert(merge.value, at: merge.index, into: &entries) }
    return Expanded(
      node: SourceNode(position: position, content: .mapping(entries)),
      count: count,
      height: height
    )
  }

  /// Carries a merge key out: what is written in the mapping itself stays, earlier mappings win.
  ///
  /// Source: YAML 1.1, "Merge Key Language-Independent Type".
  private mutating func insert(
    _ value: SourceNode,
    at index: Int,
    into entries: inout [SourceEntry]
  ) {
    var known = Set(entries.map(\.key))
    var merged: [SourceEntry] = []
    let sources: [SourceNode] =
      if case .sequence(let nodes) = value.content { nodes } else { [value] }
    for source in sources {
      guard let found = source.entries else {
        complain(source.position, "'<<' merges a mapping, or a list of mappings, as in <<: *base.")
        continue
      }
      for entry in found where known.insert(entry.key).inserted { merged.append(entry) }
    }
    entries.insert(contentsOf: merged, at: index)
  }

  private mutating func follow(_ text: String, at position: SourcePosition) -> Expanded? {
    let name = original(String(text.unicodeScalars.dropFirst()))
    guard var found = anchors[name] else {
      let hint =
        Spelling.hint(for: name, among: anchors.keys.sorted())
        ?? "Define it above with &\(VisibleText.of(name)), or quote the value."
      complain(position, "'*\(name)' refers to nothing. \(hint)")
      return nil
    }
    if found.node.entries != nil { found.node.position = position }
    return found
  }

  private mutating func complain(_ position: SourcePosition, _ message: String) {
    guard problems.count < 100 else { return }
    problems.append((position, message))
  }

  private mutating func complainOnce(_ position: SourcePosition, _ message: String) {
    isCut = true
    guard !problems.contains(where: { $0.1 == message }) else { return }
    complain(position, message)
  }
}
