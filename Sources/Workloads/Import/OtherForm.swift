/// A form of measurements that is recognised by how a file begins, but not read.
struct OtherForm {
  /// What it is.
  let name: String
  /// How it is had in a form that is read.
  let remedy: String

  /// The form of a file that begins like this; nil if it is none of them.
  init?(_ opening: [UInt8]) {
    let line = opening.prefix { $0 != UInt8(ascii: "\n") }
    let text = String(decoding: line.prefix(400), as: UTF8.self)
    if opening.starts(with: [0x1F, 0x8B]) {
      (name, remedy) = ("compressed (gzip, .gz)", "Unpack it first: gunzip -c FILE > points.json")
    } else if opening.starts(with: [0xFF, 0xFE]) || opening.starts(with: [0xFE, 0xFF]) {
      name = "text in UTF-16 from its first line on, as PowerShell writes it"
      remedy = "Write it in UTF-8: iconv -f UTF-16 -t UTF-8 FILE > data.json"
    } else if text.hasPrefix("metric_name,timestamp,metric_value") {
      name = "a CSV file of k6"
      remedy = "Record the points as JSON: k6 run --out json=points.json script.js"
    } else if Self.isVegetaCSV(text) {
      name = "a CSV file of vegeta"
      remedy = "Encode the results as JSON: vegeta encode --to json results.bin > results.json"
    } else if Self.isVegetaGob(opening) {
      name = "a file of vegeta in its own encoding (gob)"
      remedy = "Encode it as JSON: vegeta encode --to json FILE > results.json"
    } else {
      return nil
    }
  }

  /// Timestamp in ns, status, latency in ns, bytes out, bytes in, and more.
  ///
  /// Source: github.com/tsenart/vegeta, lib/results.go, `NewCSVEncoder`.
  private static func isVegetaCSV(_ line: String) -> Bool {
    let fields = line.split(separator: ",", omittingEmptySubsequences: false)
    guard fields.count >= 10, fields[0].utf8.count == 19 else { return false }
    return fields.prefix(5).allSatisfy { UInt64($0) != nil }
  }

  /// A gob begins with the description of its type, which has its name and those of its fields.
  ///
  /// Source: pkg.go.dev/encoding/gob; `Result` of vegeta.
  private static func isVegetaGob(_ opening: [UInt8]) -> Bool {
    let start = String(decoding: opening.prefix(400), as: UTF8.self)
    return opening.contains { $0 >= 0x80 }
      && ["Result", "Attack", "Seq"].allSatisfy { start.contains($0) }
  }
}
