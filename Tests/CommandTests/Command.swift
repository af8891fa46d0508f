import Foundation

/// Where the repository is that these tests are part of.
let repository = URL(filePath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// One run of the program: how it ended and what it wrote.
struct Run {
  let status: Int32
  let output: String
  let error: String
}

/// The program was not built next to the tests.
struct MissingProgram: Error, CustomStringConvertible {
  let folders: [String]

  var description: String {
    """
    no 'lintel' stands next to the tests, in \(folders.joined(separator: " or ")): build it with \
    'swift build --product lintel' for the configuration that the tests are built for
    """
  }
}

/// Runs `lintel` with the words of a line that have no blanks in them.
func lintel(
  _ line: String,
  in folder: URL = repository,
  environment: [String: String] = [:]
) throws -> Run {
  try lintel(line.split(separator: " ").map(String.init), in: folder, environment: environment)
}

/// Runs `lintel` as a user would, with nothing but the given variables in its environment.
///
/// - Parameters:
///   - folder: The working directory; the repository's root unless given.
///   - file: Where standard output goes instead of into the run.
func lintel(
  _ words: [String],
  in folder: URL = repository,
  environment: [String: String] = [:],
  output file: FileHandle? = nil
) throws -> Run {
  let process = Process()
  process.executableURL = try program()
  process.arguments = words
  process.currentDirectoryURL = folder
  process.environment = ["LC_ALL": "C.UTF-8"].merging(environment) { $1 }
  let output = Pipe()
  let error = Pipe()
  process.standardInput = FileHandle.nullDevice
  if let file { process.standardOutput = file } else { process.standardOutput = output }
  process.standardError = error
  try process.run()
  // Standard error holds a few lines, which fit into the pipe until they are read.
  let written = file == nil ? output.fileHandleForReading.readDataToEndOfFile() : Data()
  let complaint = error.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return Run(
    status: process.terminationReason == .exit ? process.terminationStatus : -1,
    output: String(decoding: written, as: UTF8.self),
    error: String(decoding: complaint, as: UTF8.self)
  )
}

/// The program that was built together with the tests: beside their bundle.
private func program() throws -> URL {
  let bundles = Bundle.allBundles.map(\.bundleURL).filter { $0.pathExtension == "xctest" }
  let runner = CommandLine.arguments.first.map { URL(filePath: $0) }
  let folders = (bundles + [runner].compactMap(\.self)).map { $0.deletingLastPathComponent() }
  for folder in folders {
    let program = folder.appending(path: "lintel")
    if FileManager.default.isExecutableFile(atPath: program.path) { return program }
  }
  throw MissingProgram(folders: folders.map(\.path))
}
