import Testing

@testable import Headroom

@Suite struct GitFactsTests {
  @Test func aCleanTreeOnABranch() {
    let facts = GitFacts(
      reading: "# branch.oid 0123456789abcdef0123456789abcdef01234567\n# branch.head main\n"
    )
    #expect(facts.commit == "0123456789ab")
    #expect(facts.branch == "main")
    #expect(!facts.isDirty)
  }

  @Test func aChangeMakesItDirty() {
    let facts = GitFacts(
      reading: "# branch.oid 0123\n# branch.head (detached)\n1 .M N... 100644 100644 100644 a b f\n"
    )
    #expect(facts.isDirty)
    #expect(facts.branch == nil)
  }

  @Test func aRepositoryWithoutCommits() {
    #expect(GitFacts(reading: "# branch.oid (initial)\n# branch.head main\n").commit == nil)
  }

  @Test func aProgramThatIsNotThereKnowsNothing() {
    #expect(Subprocess.output(of: ["headroom-no-such-program"], seconds: 60) == nil)
    #expect(Subprocess.output(of: ["false"], seconds: 60) == nil)
    #expect(Subprocess.output(of: ["echo", "x"], seconds: 60) == "x\n")
  }

  @Test func aProgramThatTakesTooLongIsKilled() {
    #expect(Subprocess.output(of: ["sleep", "600"], seconds: 0.05) == nil)
  }
}
