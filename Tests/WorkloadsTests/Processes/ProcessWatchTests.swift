import Budgets
import Glibc
import Sessions
import Testing

@testable import Workloads

@Suite("Watched processes")
struct ProcessWatchTests {
  private func reading(
    _ identity: String,
    cpu: Int64,
    switches: UInt64,
    files: Int? = 3
  ) -> ProcessReading {
    ProcessReading(
      identity: identity,
      cpuNanoseconds: cpu,
      contextSwitches: switches,
      residentBytes: 100,
      threads: 2,
      openFiles: files
    )
  }

  @Test("use what they used since the last look, also those that came in between")
  func meter() {
    var meter = ProcessMeter()
    let first = meter.take([reading("1@5", cpu: 700, switches: 9)], isFirst: true)
    #expect(first?.cpuNanoseconds == 0)
    #expect(first?.residentBytes == 100)
    let second = meter.take(
      [reading("1@5", cpu: 900, switches: 12), reading("2@8", cpu: 50, switches: 4, files: nil)],
      isFirst: false
    )
    #expect(second?.cpuNanoseconds == 250)
    #expect(second?.contextSwitches == 7)
    #expect(second?.residentBytes == 200)
    #expect(second?.threads == 4)
    #expect(second?.openFiles == 3)
    // The same number, begun later: another process, whose time counts from its beginning.
    let third = meter.take([reading("2@99", cpu: 30, switches: 1)], isFirst: false)
    #expect(third?.cpuNanoseconds == 30)
    #expect(meter.take([], isFirst: false) == nil)
  }

  @Test("of this process have its memory, threads and open files")
  func own() throws {
    let watch = ProcessWatch([
      WatchedProcess(label: "me", target: .pid(getpid())),
      WatchedProcess(label: "nobody", target: .name("no such program here")),
    ])
    let gauges = watch.gauges(overNanoseconds: 1)
    #expect(gauges.map(\.label) == ["me"])
    let me = try #require(gauges.first)
    #expect(me.residentBytes > 1 << 20)
    #expect(me.threads >= 1)
    #expect(try #require(me.openFiles) >= 3)
  }

  @Test("use about one core while they are busy for it")
  func busy() throws {
    let files = KernelFiles()
    let before = try #require(files.process(getpid()))
    let deadline = try #require(threadCPU() as Int64?) + 300_000_000
    var sum: UInt64 = 0
    while threadCPU() < deadline { for value in 0..<1000 as Range<UInt64> { sum &+= value } }
    let after = try #require(files.process(getpid()))
    #expect(sum > 0)
    #expect(after.identity == before.identity)
    // The kernel counts in ticks of 10 ms.
    #expect(after.cpuNanoseconds - before.cpuNanoseconds >= 270_000_000)
    // Threads that end take theirs along.
    #expect(after.contextSwitches > 0)
  }

  private func threadCPU() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  @Test("of one name are found by the name of the file and by the one that they have")
  func names() throws {
    let files = KernelFiles()
    let own = try #require(
      ProcFile.text("/proc/self/comm").split(separator: "\n").first.map(String.init)
    )
    #expect(files.processes(named: own).contains(getpid()))
    #expect(files.processes(named: "no such program here").isEmpty)
  }

  @Test("the whole machine is one too")
  func host() throws {
    let host = try #require(KernelFiles().host())
    #expect(host.cpuNanoseconds > 0)
    #expect(host.residentBytes > 1 << 20)
    #expect(host.threads > 1)
    #expect(host.contextSwitches > 0)
  }

  @Test("a control group has the figures of its files")
  func controlGroup() throws {
    var template = Array("/tmp/groups.XXXXXX".utf8CString)
    let root = try #require(mkdtemp(&template).map { String(cString: $0) })
    let group = root + "/notes.service"
    defer {
      for name in ["cpu.stat", "memory.current", "cgroup.procs"] { unlink("\(group)/\(name)") }
      rmdir(group)
      rmdir(root)
    }
    mkdir(group, 0o700)
    try write("usage_usec 5000\nuser_usec 4000\n", to: group + "/cpu.stat")
    try write("123456\n", to: group + "/memory.current")
    try write("\(getpid())\n", to: group + "/cgroup.procs")
    let files = KernelFiles(controlGroups: root)
    let reading = try #require(files.controlGroup("notes.service"))
    #expect(reading.cpuNanoseconds == 5_000_000)
    #expect(reading.residentBytes == 123_456)
    #expect(reading.threads >= 1)
    #expect(files.controlGroup("other.service") == nil)
  }

  private func write(_ text: String, to path: String) throws {
    let file = open(path, O_WRONLY | O_CREAT, 0o600)
    try #require(file >= 0)
    defer { close(file) }
    #expect(Glibc.write(file, text, text.utf8.count) == text.utf8.count)
  }
}
