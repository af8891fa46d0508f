import Findings
import FoundationEssentials
import SourceText

/// The files that the paths on the command line stand for.
struct InputFiles {
  private(set) var sources: [SourceFile] = []
  /// The paths that were named one by one.
  private(set) var named: Set<String> = []
  /// What could not be read.
  private(set) var unreadable: [(path: String, reason: String)] = []

  /// Folders that hold nothing that a person wrote as a template.
  private static let skippedFolders: Set<String> = [
    "node_modules", "__pycache__", "cdk.out", "venv",
  ]

  private static let extensions: Set<String> = ["yaml", "yml", "json", "template"]

  /// The largest file that is read, in bytes.
  private static let sizeLimit = 64 << 20

  /// Reads files, and the templates below folders, in the order of their paths.
  ///
  /// Hidden folders and links to folders are not entered.
  /// - Throws: ``UsageError`` for a path that does not exist.
  init(_ paths: [String]) throws {
    var found: [String] = []
    for path in paths {
      let path = Self.normalized(path)
      var isFolder = false
      guard Self.exists(path, &isFolder) else { throw Self.missing(path) }
      var here = [path]
      if isFolder {
        here = []
        collect(path, into: &here)
      } else {
        named.insert(path)
      }
      found += here.sorted()
    }
    for path in distinct(found).sorted() { read(path) }
  }

  /// One path for each file: the first that is not a link, else the first that it goes by.
  private mutating func distinct(_ paths: [String]) -> [String] {
    guard paths.count > 1 else { return paths }
    var distinct: [String] = []
    var known: [FileIdentity: Int] = [:]
    for path in paths {
      guard let identity = FileIdentity(path), let place = known[identity] else {
        FileIdentity(path).map { known[$0] = distinct.count }
        distinct.append(path)
        continue
      }
      let isNamed = named.contains(path) || named.contains(distinct[place])
      if Self.isLink(distinct[place]), !Self.isLink(path) { distinct[place] = path }
      if isNamed { named.insert(distinct[place]) }
    }
    return distinct
  }

  private static func isLink(_ path: String) -> Bool {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) != nil
  }

  /// Adds files, and what is below folders, that the inputs themselves name.
  ///
  /// - Returns: Whether anything was found that was not there before.
  mutating func add(_ paths: [String]) -> Bool {
    let known = Set(sources.map(\.path))
    var found: [String] = []
    for path in paths {
      var isFolder = false
      guard Self.exists(path, &isFolder) else { continue }
      if isFolder { collect(path, into: &found) } else { found.append(path) }
    }
    for path in Set(found).subtracting(known).sorted() { read(path) }
    sources.sort { $0.path < $1.path }
    return sources.count > known.count
  }

  private mutating func read(_ path: String) {
    let isTooLarge = (FileIdentity.size(of: path) ?? 0) > Self.sizeLimit
    guard !isTooLarge, let data = FileManager.default.contents(atPath: path) else {
      let limit = "the file is larger than \(Self.sizeLimit >> 20) MiB"
      unreadable.append((path, isTooLarge ? limit : "the file cannot be read"))
      return
    }
    guard data.count <= Self.sizeLimit else {
      unreadable.append((path, "the file is larger than \(Self.sizeLimit >> 20) MiB"))
      return
    }
    sources.append(SourceFile(path: path, bytes: Array(data)))
  }

  private mutating func collect(_ folder: String, into found: inout [String]) {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      unreadable.append((folder, "the folder cannot be read"))
      return
    }
    for name in names where !name.hasPrefix(".") {
      let path = folder == "." ? name : "\(folder)/\(name)"
      let isTemplate = Self.extensions.contains(Self.fileExtension(of: name))
      var isFolder = false
      guard Self.exists(path, &isFolder) else {
        if isTemplate { unreadable.append((path, "the file cannot be found under its name")) }
        continue
      }
      if isFolder {
        if !Self.isLink(path), !Self.skippedFolders.contains(name) { collect(path, into: &found) }
      } else if isTemplate {
        found.append(path)
      }
    }
  }

  private static func fileExtension(of name: String) -> String {
    guard let dot = name.lastIndex(of: ".") else { return "" }
    return name[name.index(after: dot)...].lowercased()
  }

  private static func exists(_ path: String, _ isFolder: inout Bool) -> Bool {
    FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
  }

  /// Without `./` in front and `/` behind.
  private static func normalized(_ path: String) -> String {
    var path = path
    while path.hasPrefix("./"), path.utf8.count > 2 {
      path.removeFirst(2)
      while path.hasPrefix("/"), path.utf8.count > 1 { path.removeFirst() }
    }
    while path.hasSuffix("/"), path.utf8.count > 1 { path.removeLast() }
    return path
  }

  /// Says what is near the first part of the path that does not exist.
  private static func missing(_ path: String) -> UsageError {
    if path == "-" { return UsageError("'-': standard input is not read; name a file or a folder") }
    if path.isEmpty { return UsageError("a path is empty") }
    var folder = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      let next = folder + part
      var isFolder = false
      if exists(next, &isFolder) {
        folder = next + "/"
        continue
      }
      let place = folder.isEmpty ? "." : folder
      let names = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
      let help = Suggestion.closest(to: String(part), among: names.sorted())
        .map { "; did you mean '\(folder)\($0)'?" }
      return UsageError("'\(path)' does not exist\(help ?? "")")
    }
    return UsageError("'\(path)' does not exist")
  }
}
