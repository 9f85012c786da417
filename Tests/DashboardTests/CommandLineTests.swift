import Dashboard
import Sessions
import Testing

/// The `:` line.
struct CommandLineTests {
  private let live = WatchState(Fixture.snapshot, size: Size(columns: 140, rows: 45))

  private func effects(_ line: String, _ state: WatchState? = nil) -> [Effect] {
    (state ?? live).typing(":" + line).update(.enter).effects
  }

  private func notice(_ line: String, _ state: WatchState? = nil) -> String? {
    (state ?? live).typing(":" + line).after(.enter).notice
  }

  @Test func `commands do what keys do`() {
    #expect(effects("mark deploy 4711") == [.control(.mark("deploy 4711"))])
    #expect(effects("users 50") == [.control(.level(50))])
    #expect(effects("pause") == [.control(.pause)])
    #expect(effects("resume") == [.control(.resume)])
    #expect(effects("spike") == [.control(.spike)])
    #expect(effects("only get-note") == [.control(.only("get-note"))])
    #expect(effects("seek +1:00") == [.seek(60 * Fixture.second)])
    #expect(effects("save") == [.saveScreen])
    #expect(live.typing(":quit").after(.enter).overlay == .confirmQuit)
    #expect(live.typing(":page events").after(.enter).page == .events)
    #expect(live.typing(":window 60s").after(.enter).span == .sixtySeconds)
    #expect(live.typing(":sort rate").after(.enter).order == .rate)
    #expect(live.typing(":filter note").after(.enter).filter == "note")
  }

  @Test func `a recording has its own`() {
    let state = replay(140, 45)
    #expect(effects("region +1:00 +2:00", state) == [.region(60_000_000_000..<120_000_000_000)])
    #expect(effects("region off", state) == [.region(nil)])
    #expect(effects("compare", state) == [.compare])
    #expect(effects("note why", state).count == 1)
    #expect(state.typing(":speed 8x").after(.enter).playhead.speed.text == "8x")
    #expect(screen(state.typing(":budget 1.2s").after(.enter)).contains("what if 1.2s"))
    #expect(notice("users 50", state)?.hasPrefix("there is no 'users': budget, compare") == true)
  }

  @Test func `names may be cut short as long as they are clear`() {
    #expect(effects("pau") == [.control(.pause)])
    #expect(notice("s") == "'s' is not the only one: save, seek, sort, speed, spike")
    #expect(live.typing(":sp").after(.tab).prompt?.text == "sp")
    #expect(live.typing(":spi").after(.tab).prompt?.text == "spike ")
    #expect(live.typing(":us").after(.tab).prompt?.text == "users ")
  }

  @Test func `what is wrong is answered with what there is`() {
    #expect(notice("explode")?.hasPrefix("there is no 'explode': again, budget") == true)
    #expect(notice("users") == "users needs NUMBER")
    #expect(notice("users many") == "'many' is not a number of users")
    #expect(notice("rate 200") == "this load is counted in users: users NUMBER")
    #expect(notice("only nobody")?.hasPrefix("there is no benchmark 'nobody'") == true)
    #expect(notice("window 5s") == "there is no window '5s': 10s, 60s, run")
    #expect(notice("speed 3") == "'3' is no speed: 1/4x, 1/2x, 1x, 2x, 4x, 8x, 16x, 32x, 64x, max")
    #expect(notice("region soon later")?.hasPrefix("a region has two ends") == true)
    #expect(effects("").isEmpty)
  }

  @Test func `the line shows what could follow`() {
    #expect(screen(live.typing(":")).contains("again  budget") == false)
    #expect(screen(live.typing(":us")).contains("users NUMBER"))
    #expect(screen(live.typing(":s")).contains("save seek sort speed spike"))
    #expect(screen(live.typing(":zzz")).contains("no such command"))
  }
}
