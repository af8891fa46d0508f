import FoundationEssentials
import Linting
import SourceText

/// Files of an estate as they were read.
struct InputFiles {
  private(set) var sources: [SourceFile] = []
  /// The paths that were named one by one.
  let named: Set<String>
  /// What could not be read.
  private(set) var unreadable: [(path: String, reason: String)]

  /// The largest file that is read, in bytes.
  private static let sizeLimit = 64 << 20

  /// Reads files, and the templates below folders, in the order of their paths, whatever
  /// configurations say.
  ///
  /// - Throws: ``UsageError`` for a path that does not exist.
  init(_ paths: [String]) throws(UsageError) {
    let search = try FileSearch(paths, heeding: ConfigurationStore(.none), heedsGitignore: false)
    self.init(search.found.map(\.path), named: search.named, unreadable: search.unreadable)
  }

  /// Reads files in their order.
  init(_ paths: [String], named: Set<String>, unreadable: [(path: String, reason: String)]) {
    self.named = named
    self.unreadable = unreadable
    read(paths)
  }

  /// Adds files, and what is below folders, that the inputs themselves name.
  ///
  /// - Returns: Whether anything was found that was not there before.
  mutating func add(_ paths: [String]) -> Bool {
    let known = Set(sources.map(\.path))
    let existing = paths.filter(FileManager.default.fileExists(atPath:))
    let search = try? FileSearch(
      existing,
      heeding: ConfigurationStore(.none),
      heedsGitignore: false
    )
    guard let search else { return false }
    unreadable += search.unreadable
    read(Set(search.found.map(\.path)).subtracting(known).sorted())
    sources.sort { $0.path < $1.path }
    return sources.count > known.count
  }

  /// Replaces the texts of files, by their paths.
  mutating func replace(_ texts: [String: SourceFile]) {
    sources = sources.map { texts[$0.path] ?? $0 }
  }

  private mutating func read(_ paths: [String]) {
    // Side by side, as the system has many of them at hand at once.
    for content in parallelMap(paths, Self.content(of:)) {
      switch content {
      case .source(let source): sources.append(source)
      case .unreadable(let path, let reason): unreadable.append((path, reason))
      }
    }
  }

  private enum Content: Sendable {
    case source(SourceFile)
    case unreadable(path: String, reason: String)
  }

  private static func content(of path: String) -> Content {
    let tooLarge = "the file is larger than \(sizeLimit >> 20) MiB"
    guard (FileIdentity.size(of: path) ?? 0) <= sizeLimit else {
      return .unreadable(path: path, reason: tooLarge)
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      return .unreadable(path: path, reason: "the file cannot be read")
    }
    guard data.count <= sizeLimit else { return .unreadable(path: path, reason: tooLarge) }
    return .source(SourceFile(path: path, bytes: Array(data)))
  }
}
