import Configuration
import Findings
import FoundationEssentials
import SourceText

/// Finds the files that paths stand for: those that are named, and what may be a template below folders.
struct FileSearch {
  /// A file that is to be read.
  struct Found {
    var path: String
    /// The absolute path of its configuration.
    let configuration: String?
  }

  private(set) var found: [Found] = []
  /// The paths of files that were named one by one.
  private(set) var named: Set<String> = []
  /// What could not be looked into.
  private(set) var unreadable: [(path: String, reason: String)] = []
  /// What configurations and `.gitignore` leave out; of folders nothing below them.
  private(set) var ignored: [(path: String, reason: String)] = []
  private(set) var configurations: ConfigurationStore

  /// Folders that hold nothing that a person wrote as a template.
  private static let skippedFolders: Set<String> = [
    "node_modules", "__pycache__", "cdk.out", "venv",
  ]

  private static let extensions: Set<String> = ["yaml", "yml", "json", "template"]

  /// What holds in a folder and, until something else is said, below it.
  private struct Setting {
    var rules = IgnoreRules()
    var path: String?
    var configuration: LoadedConfiguration?
  }

  private let heedsGitignore: Bool

  /// Hidden folders and links to folders are not entered.
  ///
  /// - Parameter heedsGitignore: Whether `.gitignore` counts where no configuration says otherwise.
  /// - Throws: ``UsageError`` for a path that does not exist.
  init(
    _ paths: [String],
    heeding configurations: ConfigurationStore,
    heedsGitignore: Bool = true
  ) throws(UsageError) {
    self.configurations = configurations
    self.heedsGitignore = heedsGitignore
    for path in paths {
      let path = Self.normalized(path)
      var isFolder = false
      guard Self.exists(path, &isFolder) else { throw Self.missing(path) }
      let absolute = Paths.absolute(path)
      let folder = isFolder ? absolute : Paths.parent(of: absolute)
      let configuration = self.configurations.configuration(of: folder)
      if !isFolder {
        named.insert(path)
        if let configuration { _ = self.configurations.load(configuration) }
        found.append(Found(path: path, configuration: configuration))
        continue
      }
      let start = found.count
      collect(path, setting(of: absolute, configuration))
      found[start...].sort { $0.path < $1.path }
    }
    makeDistinct()
    found.sort { $0.path < $1.path }
  }

  /// What holds in a folder that is named: what is said in it and above it.
  private mutating func setting(of folder: String, _ path: String?) -> Setting {
    var setting = Setting()
    setting.path = path
    setting.configuration = path.flatMap { configurations.load($0) }
    guard heedsGitignore else { return setting }
    for above in Self.foldersAbove(folder) { setting.rules.addRules(of: above) }
    return setting
  }

  /// The folders of the repository above a folder, from the root; none outside of repositories.
  private static func foldersAbove(_ folder: String) -> [String] {
    var folders: [String] = []
    var next = folder
    while FileIdentity(Paths.joined(next, ".git")) == nil {
      guard next != "/" else { return [] }
      next = Paths.parent(of: next)
      folders.append(next)
    }
    return folders.reversed()
  }

  private mutating func collect(_ folder: String, _ above: Setting) {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      unreadable.append((folder, "the folder cannot be read"))
      return
    }
    let setting = setting(in: folder, names, above)
    for name in names where !name.hasPrefix(".") {
      let path = folder == "." ? name : "\(folder)/\(name)"
      let isTemplate = Self.extensions.contains(Self.fileExtension(of: name))
      var isFolder = false
      guard Self.exists(path, &isFolder) else {
        if isTemplate { unreadable.append((path, "the file cannot be found under its name")) }
        continue
      }
      let isEntered = isFolder && !Self.isLink(path) && !Self.skippedFolders.contains(name)
      guard isEntered || (!isFolder && isTemplate) else { continue }
      if let reason = reason(toLeaveOut: path, isFolder: isFolder, setting) {
        ignored.append((path, reason))
      } else if isFolder {
        collect(path, setting)
      } else {
        found.append(Found(path: path, configuration: setting.path))
      }
    }
  }

  /// What the files of a folder say, added to what is said above.
  private mutating func setting(
    in folder: String,
    _ names: [String],
    _ above: Setting
  ) -> Setting {
    var setting = above
    if configurations.findsNearest, names.contains(ConfigurationFile.name) {
      let path = Paths.joined(Paths.absolute(folder), ConfigurationFile.name)
      if path != above.path {
        setting.path = path
        setting.configuration = configurations.load(path)
      }
    }
    if heedsGitignore, names.contains(IgnoreRules.name) {
      setting.rules.addRules(of: Paths.absolute(folder))
    }
    return setting
  }

  private func reason(
    toLeaveOut path: String,
    isFolder: Bool,
    _ setting: Setting
  ) -> String? {
    if let configuration = setting.configuration {
      let absolute = Paths.absolute(path)
      for pattern in configuration.configuration.excluded
      where configuration.covers(pattern, absolute, isFolder: isFolder) {
        let file = configurations.sources[pattern.span.file.index].path
        return "excluded by '\(pattern.value.text)' in '\(file)'"
      }
    }
    guard setting.configuration?.configuration.respectsGitignore?.value ?? true else { return nil }
    return setting.rules.reason(toIgnore: Paths.absolute(path), isFolder: isFolder)
  }

  /// Leaves one path for each file: the first that is not a link, else the first that it goes by.
  private mutating func makeDistinct() {
    guard found.count > 1 else { return }
    var distinct: [Found] = []
    var known: [FileIdentity: Int] = [:]
    for file in found {
      let identity = FileIdentity(file.path)
      guard let identity, let place = known[identity] else {
        if let identity { known[identity] = distinct.count }
        distinct.append(file)
        continue
      }
      let isNamed = named.contains(file.path) || named.contains(distinct[place].path)
      if Self.isLink(distinct[place].path), !Self.isLink(file.path) { distinct[place] = file }
      if isNamed { named.insert(distinct[place].path) }
    }
    found = distinct
  }

  // MARK: - Paths

  private static func isLink(_ path: String) -> Bool {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) != nil
  }

  private static func fileExtension(of name: String) -> String {
    guard let dot = name.lastIndex(of: ".") else { return "" }
    return name[name.index(after: dot)...].lowercased()
  }

  private static func exists(_ path: String, _ isFolder: inout Bool) -> Bool {
    FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
  }

  /// Without `./` in front and `/` behind.
  static func normalized(_ path: String) -> String {
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
