import TestSupport
import Testing

@testable import Headroom

@Suite struct SuiteLookupTests {
  @Test func aNameIsLookedUpInBudgetsUpToTheRootOfTheRepository() throws {
    let folder = TemporaryFolder([
      ".git/HEAD": "", "budgets/api.yaml": "", "budgets/web.yml": "", "a/b/file": "",
    ])
    let below = SuiteLookup(from: folder.path + "/a/b")
    #expect(try below.find("api").path == "../../budgets/api.yaml")
    #expect(try below.find("web").path == "../../budgets/web.yml")
    #expect(try SuiteLookup(from: folder.path).find("api").path == "budgets/api.yaml")
  }

  @Test func theSearchEndsAtTheRootOfTheRepository() {
    let folder = TemporaryFolder(["budgets/api.yaml": "", "inner/.git/HEAD": ""])
    let lookup = SuiteLookup(from: folder.path + "/inner")
    #expect(throws: SuiteLookupError.unknown("api", existing: [])) { try lookup.find("api") }
  }

  @Test func withoutARepositoryOnlyTheFolderItselfIsSearched() {
    let folder = TemporaryFolder(["budgets/api.yaml": "", "inner/file": ""])
    let lookup = SuiteLookup(from: folder.path + "/inner")
    #expect(throws: SuiteLookupError.none) { try lookup.find(nil) }
  }

  @Test func theOnlySuiteNeedsNoName() throws {
    let folder = TemporaryFolder(["budgets/api.yaml": "", "budgets/notes.txt": ""])
    #expect(try SuiteLookup(from: folder.path).find(nil).name == "api")
  }

  @Test func withSeveralSuitesTheErrorNamesThem() {
    let folder = TemporaryFolder(["budgets/api.yaml": "", "budgets/web.yaml": ""])
    let error = SuiteLookupError.several(["api", "web"])
    #expect(throws: error) { try SuiteLookup(from: folder.path).find(nil) }
    #expect(error.text == "which suite? There are: api, web.")
    #expect(error.status == .usage)
  }

  @Test func anUnknownNameSaysWhatThereIsAndWhatWasMeant() {
    let error = SuiteLookupError.unknown("notes-pai", existing: ["notes-api", "web"])
    #expect(
      error.text
        == "unknown suite 'notes-pai'. Did you mean 'notes-api'? There are: notes-api, web."
    )
    #expect(error.status == .noInput)
  }

  @Test func aPathIsTakenAsItIs() throws {
    let folder = TemporaryFolder(["elsewhere/x.yaml": ""])
    let lookup = SuiteLookup(from: folder.path)
    #expect(try lookup.find("elsewhere/x.yaml").path == "elsewhere/x.yaml")
    #expect(throws: SuiteLookupError.noFile("elsewhere/y.yaml")) {
      try lookup.find("elsewhere/y.yaml")
    }
    #expect(throws: SuiteLookupError.isFolder("elsewhere/")) { try lookup.find("elsewhere/") }
  }

  @Test func controlCharactersOfANameNeverReachTheTerminal() {
    let error = SuiteLookupError.unknown("a\u{1B}[31m", existing: ["b\u{7}"])
    #expect(!error.text.unicodeScalars.contains { $0.value < 0x20 })
  }
}
