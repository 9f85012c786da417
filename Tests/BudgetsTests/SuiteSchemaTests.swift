import Testing
import Yams

@testable import Budgets

@Suite struct SuiteSchemaTests {
  /// The schema, read by a parser that is not ours: every JSON text is a YAML text.
  private func schema() throws -> Node { try #require(try Yams.compose(yaml: SuiteSchema.json)) }

  @Test func everyKeyOfEveryTableIsInIt() throws {
    let definitions = try #require(try schema()["$defs"]?.mapping)
    for section in SectionName.allCases {
      let object = try #require(definitions[Node(section.rawValue)])
      let properties = try #require(object["properties"]?.mapping)
      #expect(properties.keys.compactMap(\.string) == section.rules.map(\.name))
      #expect(object["additionalProperties"]?.bool == false)
      for rule in section.rules {
        let about = properties[Node(rule.name)]?["description"]?.string ?? ""
        #expect(about.contains(rule.about))
        #expect(about.hasPrefix("Not available yet.") == !rule.isAvailable)
      }
    }
  }

  @Test func everyReferenceLeadsSomewhere() throws {
    let root = try schema()
    let known = Set(try #require(root["$defs"]?.mapping).keys.compactMap(\.string))
    var found: Set<String> = []
    func walk(_ node: Node) {
      for (key, value) in node.mapping ?? [:] {
        if key.string == "$ref", let text = value.string { found.insert(text) }
        walk(value)
      }
      for child in node.sequence ?? [] { walk(child) }
    }
    walk(root)
    #expect(
      found.allSatisfy { $0.hasPrefix("#/$defs/") && known.contains(String($0.dropFirst(8))) }
    )
    #expect(found.count > 10)
    #expect(root["$schema"]?.string == "https://json-schema.org/draft/2020-12/schema")
  }

  @Test func noKeyStandsTwiceInATable() {
    for section in SectionName.allCases {
      #expect(Set(section.rules.map(\.name)).count == section.rules.count)
    }
  }
}
