import Codec
import Headroom

/// The functions of `budgets/atlas.yaml`.
@main struct CodecPerformance: BenchmarkSuite {
  static let suite = "budgets/atlas.yaml"

  static var benchmarks: some Benchmarks {
    Benchmark("encode") { measurement in
      let payload = Payload.make(bytes: 1 << 20)
      measurement { blackHole(Base64.encode(payload)) }
    }
    Benchmark("verify") { measurement in
      let proof = MerkleProof.make(leaf: Payload.make(bytes: 64), depth: 16)
      measurement { blackHole(proof.isValid) }
    }
  }
}
