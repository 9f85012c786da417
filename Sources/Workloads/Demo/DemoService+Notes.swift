/// A note of the notes service.
struct Note {
  var title: String
  var text: String
  var version = 1

  /// Those with the numbers 1 to 20, which are there from the start.
  static let fixed = (1...20).map { Note(title: "note \($0)", text: "the text of note \($0)") }

  func json(_ number: Int) -> DemoJSON {
    [
      "id": .number(Double(number)), "title": .string(title), "text": .string(text),
      "version": .number(Double(version)),
    ]
  }
}

extension DemoService {
  /// The longest title and text that are kept, in characters.
  private static let titleLimit = 200
  private static let textLimit = 4_000

  /// Notes and what is done with them.
  func note(_ request: DemoRequest, _ route: DemoRoute) -> DemoReply {
    if route.endpoint == .listNotes {
      let newest = notes.newest(20).map { $0.record.json($0.number) }
      return DemoReply(200, ["notes": .array(newest), "count": .number(Double(notes.count))])
    }
    if route.endpoint == .createNote {
      guard let note = Self.note(in: request.body) else { return Self.noteExpected }
      let number = notes.add(note)
      news.tell("created", note.json(number))
      return .created(note.json(number), at: "/api/notes/\(number)")
    }
    guard let number = Int(route.id), let note = notes[number] else {
      return .problem(404, "no note \(route.id)")
    }
    switch route.endpoint {
    case .updateNote:
      guard var changed = Self.note(in: request.body) else { return Self.noteExpected }
      changed.version = note.version + 1
      notes[number] = changed
      news.tell("updated", changed.json(number))
      return DemoReply(200, changed.json(number))
    case .deleteNote:
      notes[number] = nil
      news.tell("deleted", ["id": .number(Double(number))])
      return DemoReply(204, nil)
    default:
      return DemoReply(200, note.json(number))
    }
  }

  private static var noteExpected: DemoReply {
    .problem(
      400,
      "a note is {\"title\": \"…\", \"text\": \"…\"}, of at most 200 and 4000 characters"
    )
  }

  private static func note(in body: [UInt8]) -> Note? {
    guard let json = DemoJSON(reading: body), let title = json["title"]?.string,
      !title.isEmpty, title.count <= titleLimit
    else { return nil }
    let text = json["text"]?.string ?? ""
    return text.count <= textLimit ? Note(title: title, text: text) : nil
  }

  /// The state of the synchronisation, which follows from what was asked of it.
  func sync(_ route: DemoRoute) -> DemoReply {
    let height = Double(100_000 + requests)
    switch route.endpoint {
    case .syncStatus:
      return DemoReply(200, ["state": "synced", "height": .number(height), "peers": 8])
    case .syncMetrics:
      return DemoReply(
        200,
        ["requests": .number(Double(requests)), "notes": .number(Double(notes.count)), "lag": 0]
      )
    case .syncTrigger:
      return DemoReply(202, ["accepted": true, "from": .number(height)])
    default:
      let hash = String(UInt64(height) &* 0x9E37_79B9_7F4A_7C15, radix: 16)
      return DemoReply(200, ["height": .number(height), "hash": .string(hash)])
    }
  }
}
