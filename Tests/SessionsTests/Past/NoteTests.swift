import Sessions
import Testing

struct NoteTests {
  @Test func `a note is one line that reads back`() throws {
    let note = Note(atNanoseconds: 1_317_000_000_000, text: "deploy \"4711\"\nrolled back")
    #expect(!note.json.text.contains("\n"))
    #expect(try Note(JSON(parsing: note.json.text)) == note)
  }

  @Test(arguments: ["{}", #"{"at":-1,"text":"a"}"#, #"{"at":1}"#, #"{"at":"1","text":"a"}"#, "[]"])
  func `what is no note is refused`(line: String) throws {
    let json = try JSON(parsing: line)
    #expect(throws: JSONShapeError.self) { try Note(json) }
  }
}
