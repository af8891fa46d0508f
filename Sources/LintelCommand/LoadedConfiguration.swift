import Configuration
import SourceText

/// A configuration with what it extends, and the folders that its paths begin in.
struct LoadedConfiguration {
  /// The path of the file as reports show it.
  let path: String
  let setting: Setting
  let configuration: Configuration
  /// The absolute folders of the files, by their place in the sources of the store.
  private let folders: [String]

  init(path: String, setting: Setting, folders: [String]) {
    self.path = path
    self.setting = setting
    self.folders = folders
    configuration = Configuration(setting)
  }

  /// The folder of the file that something stands in: the paths that it writes begin there.
  func folder(of span: SourceSpan) -> String {
    folders[span.file.index]
  }

  /// A path that the configuration writes, as the program uses it.
  func path(_ written: Configuration.Located<String>) -> String {
    Paths.shown(Paths.absolute(written.value, in: folder(of: written.span)))
  }

  /// Whether a pattern of the configuration covers an absolute path.
  func covers(
    _ pattern: Configuration.Located<PathPattern>,
    _ path: String,
    isFolder: Bool = false
  ) -> Bool {
    guard let below = Paths.below(folder(of: pattern.span), path) else { return false }
    return pattern.value.covers(below, isFolder: isFolder)
  }
}
