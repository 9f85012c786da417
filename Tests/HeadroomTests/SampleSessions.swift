/// The two sample sessions of the repository, of 60 s each.
enum SampleSessions {
  /// The folder that they are in.
  static let folder =
    "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/recordings"
  static let before = folder + "/sample-1-before.hlog"
  static let after = folder + "/sample-2-after.hlog"
}
