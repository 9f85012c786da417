import Headroom
import Transpiler

/// The functions of `budgets/transpiler.yaml`.
@main struct TranspilerPerformance: BenchmarkSuite {
  static let suite = "budgets/transpiler.yaml"

  static var benchmarks: some Benchmarks {
    transpiling("transpile-simple", Programs.simple)
    transpiling("transpile-function", Programs.function)
    transpiling("transpile-objects", Programs.objects)
    parsing("ir-parse-simple", Programs.simple)
    parsing("ir-parse-complex", Programs.complex)
    emitting("lua-emit-simple", Programs.simple)
    emitting("lua-emit-complex", Programs.complex)
  }

  /// From source text to Lua.
  private static func transpiling(_ name: String, _ source: String) -> Benchmark {
    Benchmark(name) { measurement in
      measurement { blackHole(LuaEmitter.emit(try Parser.parse(source))) }
    }
  }

  /// From the text of nodes to nodes.
  private static func parsing(_ name: String, _ source: String) -> Benchmark {
    Benchmark(name) { measurement in
      let text = try Parser.parse(source).map(\.text).joined(separator: "\n")
      measurement { blackHole(try IRParser.parse(text)) }
    }
  }

  /// From nodes to Lua.
  private static func emitting(_ name: String, _ source: String) -> Benchmark {
    Benchmark(name) { measurement in
      let program = try Parser.parse(source)
      measurement { blackHole(LuaEmitter.emit(program)) }
    }
  }
}
