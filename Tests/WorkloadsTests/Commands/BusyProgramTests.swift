import Glibc
import TestSupport
import Testing

@testable import Workloads

struct BusyProgramTests {
  @Test func `a program that is still being written is started when that is over`() throws {
    let folder = TemporaryFolder()
    folder.writeProgram("#!/bin/sh\nexit 7\n", to: "program")
    let path = folder.path + "/program"
    let writer = open(path, O_WRONLY | O_CLOEXEC)
    try #require(writer >= 0)
    var codes: [Int32] = []
    var process: pid_t = 0
    let words = CStringArray([path])
    let code = BusyProgram.start {
      if codes.count == 3 { close(writer) }
      codes.append(posix_spawn(&process, path, nil, nil, words.pointers, environ))
      return codes[codes.count - 1]
    }
    #expect(code == 0)
    #expect(codes.prefix(3).allSatisfy { $0 == ETXTBSY })
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    #expect(status >> 8 & 0xFF == 7)
  }

  @Test
  func `a program that stays busy is not waited for without end, and other errors not at all`() {
    var tries = 0
    let busy = BusyProgram.start(pauseMicroseconds: 0) {
      tries += 1
      return ETXTBSY
    }
    #expect(busy == ETXTBSY)
    #expect(tries == 100)
    tries = 0
    let missing = BusyProgram.start {
      tries += 1
      return ENOENT
    }
    #expect(missing == ENOENT)
    #expect(tries == 1)
    #expect(BusyProgram.reason(ETXTBSY).contains("still being written"))
  }
}
