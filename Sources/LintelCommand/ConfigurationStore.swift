import Configuration
import Findings
import FoundationEssentials
import SourceText

/// The configurations of a run: found beside and above the files, read once each.
struct ConfigurationStore {
  /// Which configurations hold.
  enum Choice {
    /// For each file the nearest in its folder and those above, up to the root of the repository.
    case nearest
    /// One for all files.
    case only(String)
    case none
  }

  private let choice: Choice
  /// All files that were read, by `SourceID`.
  private(set) var sources: [SourceFile] = []
  private(set) var diagnostics: [Diagnostic] = []
  private var loaded: [String: LoadedConfiguration?] = [:]
  private var files: [String: ConfigurationFile?] = [:]
  /// The folder of each source.
  private var folders: [String] = []
  /// The folder that was asked for last, and its nearest configuration: files of a folder follow each
  /// other.
  private var last: (folder: String, found: String?)?

  init(_ choice: Choice) {
    self.choice = choice
  }

  /// What is wrong with the configurations that were read.
  func check() throws(ConfigurationError) {
    guard !diagnostics.isEmpty else { return }
    throw ConfigurationError(sources: sources, diagnostics: diagnostics)
  }

  mutating func report(_ message: String, at span: SourceSpan, help: String? = nil) {
    let mistake = Diagnostic(.error, "invalid-configuration", message, at: span, help: help)
    // Every environment looks at what holds for all of them.
    if !diagnostics.contains(mistake) { diagnostics.append(mistake) }
  }

  // MARK: - Finding

  /// The absolute path of the configuration that holds for a folder; nil where none does.
  ///
  /// - Parameter folder: An absolute path.
  mutating func configuration(of folder: String) -> String? {
    switch choice {
    case .none: return nil
    case .only(let path): return Paths.absolute(path)
    case .nearest: return nearest(folder)
    }
  }

  /// The absolute path of the configuration that holds for a file or a folder.
  mutating func configuration(at path: String) -> String? {
    var isFolder = false
    let absolute = Paths.absolute(path)
    _ = FileManager.default.fileExists(atPath: absolute, isDirectory: &isFolder)
    return configuration(of: isFolder ? absolute : Paths.parent(of: absolute))
  }

  /// Whether folders on the way down may have configurations of their own.
  var findsNearest: Bool { if case .nearest = choice { true } else { false } }

  private mutating func nearest(_ folder: String) -> String? {
    if let last, last.folder == folder { return last.found }
    var found: String?
    var next = folder
    while found == nil {
      let path = Paths.joined(next, ConfigurationFile.name)
      if FileIdentity(path) != nil { found = path }
      guard next != "/", FileIdentity(Paths.joined(next, ".git")) == nil else { break }
      next = Paths.parent(of: next)
    }
    last = (folder, found)
    return found
  }

  // MARK: - Reading

  /// Reads a configuration with all that it extends; nil where something is wrong, which is noted.
  ///
  /// - Parameter path: An absolute path of a file.
  mutating func load(_ path: String) -> LoadedConfiguration? {
    if let known = loaded[path] { return known }
    let whole = setting(of: path, chain: [path]).map {
      LoadedConfiguration(
        path: Paths.shown(path),
        setting: $0,
        scope: findsNearest ? Paths.parent(of: path) : Paths.workingFolder,
        folders: folders
      )
    }
    loaded[path] = .some(whole)
    return whole
  }

  /// - Parameter chain: The files that extend each other on the way to this one, and itself.
  private mutating func setting(of path: String, chain: [String]) -> Setting? {
    guard let file = file(path) else { return nil }
    guard let extended = file.extended else { return file.setting }
    let next = Paths.absolute(extended.text, in: Paths.parent(of: path))
    guard isThere(next, extended) else { return nil }
    guard !chain.contains(next) else {
      let ring = (chain + [next]).map { "'\(Paths.shown($0))'" }.joined(separator: " extends ")
      report("configurations extend each other: \(ring)", at: extended.span)
      return nil
    }
    return setting(of: next, chain: chain + [next]).map(file.setting(extending:))
  }

  private mutating func isThere(_ path: String, _ extended: Setting) -> Bool {
    var isFolder = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    if exists, !isFolder { return true }
    if exists {
      let help = "name the file: '\(extended.text)/\(ConfigurationFile.name)'"
      report("'\(Paths.shown(path))' is a folder", at: extended.span, help: help)
      return false
    }
    let folder = Paths.parent(of: path)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let name = path.split(separator: "/").last.map(String.init) ?? ""
    let help = Suggestion.closest(to: name, among: names.sorted()).map { name in
      "did you mean '\(Paths.shown(Paths.joined(folder, name)))'?"
    }
    report("there is no file '\(Paths.shown(path))'", at: extended.span, help: help)
    return false
  }

  private mutating func file(_ path: String) -> ConfigurationFile? {
    if let known = files[path] { return known }
    let id = SourceID(sources.count)
    let data = FileManager.default.contents(atPath: path)
    sources.append(SourceFile(path: Paths.shown(path), bytes: data.map(Array.init) ?? []))
    folders.append(Paths.parent(of: path))
    guard data != nil else {
      let place = SourceSpan(file: id, start: 0, end: 0)
      report("the file cannot be read", at: place)
      files[path] = .some(nil)
      return nil
    }
    let result = ConfigurationFile.read(sources[id.index], id: id)
    diagnostics += result.diagnostics
    files[path] = .some(result.file)
    return result.file
  }
}
