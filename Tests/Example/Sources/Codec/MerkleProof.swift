/// That a leaf belongs to a tree of hashes.
public struct MerkleProof: Sendable {
  /// What is proven to be in the tree.
  public var leaf: [UInt8]
  /// The hashes beside the way to the root, from the leaf up; whether each stands to the right.
  public var path: [(hash: [UInt8], isRight: Bool)]
  /// The hash of the whole tree.
  public var root: [UInt8]

  /// A proof for a leaf in a tree of `2^depth` leaves whose other hashes follow from the depth.
  public static func make(leaf: [UInt8], depth: Int) -> MerkleProof {
    var proof = MerkleProof(leaf: leaf, path: [], root: [])
    for level in 0..<depth {
      proof.path.append((SHA256.digest([UInt8(level)]), level.isMultiple(of: 2)))
    }
    proof.root = proof.computedRoot
    return proof
  }

  /// Whether the leaf leads to the root.
  public var isValid: Bool { computedRoot == root }

  private var computedRoot: [UInt8] {
    path.reduce(SHA256.digest(leaf)) { hash, step in
      SHA256.digest(step.isRight ? hash + step.hash : step.hash + hash)
    }
  }
}
