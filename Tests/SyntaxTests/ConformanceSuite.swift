import Foundation

/// A public conformance suite as compressed JSON, from a folder beside the package.
enum ConformanceSuite {
  /// The cases of a suite; nil, with a word about it, where the suite is not there.
  static func load<Case: Decodable>(
    _ name: String,
    as type: Case.Type,
    from file: String = #filePath
  ) throws -> [Case]? {
    let package = URL(filePath: file)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let suite = package.appending(path: "../shared/conformance/\(name).json.gz").standardized
    guard FileManager.default.fileExists(atPath: suite.path()) else {
      print("skipped: \(name) is not there")
      return nil
    }
    return try JSONDecoder().decode([Case].self, from: decompress(suite))
  }

  private static func decompress(_ file: URL) throws -> Data {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["gzip", "-dc", file.path()]
    process.standardOutput = output
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return data
  }
}
