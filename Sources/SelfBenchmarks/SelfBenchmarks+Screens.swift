import Dashboard
import Headroom
import Sessions
import SimulatedSessions
import Workloads

// What it takes to draw a screen, and to read a suite.
extension SelfBenchmarks {
  @BenchmarksBuilder static var ofScreens: some Benchmarks {
    Benchmark("draw-frame") { measurement in
      let size = Size(columns: 140, rows: 45)
      var run = StressRun()
      let state = run.state(after: StressRun.intervalCount)
      let watch = WatchState(state.snapshot(recording: .off), size: size)
      measurement {
        var canvas = Canvas(size)
        watch.draw(in: canvas.area, into: &canvas)
        blackHole(canvas)
      }
    }
    Benchmark("read-suite") { measurement in
      let text = DemoSuite.text
      measurement { blackHole(try ReadSuite(text)) }
    }
  }
}
