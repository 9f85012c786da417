import Recordings
import Sessions

extension Home {
  /// Looks at `budgets/` and `recordings/` and prints what is there.
  static func print() {
    let home = Home(
      suites: SuiteList.read(),
      recordings: SessionList(RecordingCatalog(directory: ProjectFolder().recordings)).recordings,
      glyphs: StandardStreams.glyphs(plain: false)
    )
    StandardStreams.print(home.text)
  }
}
