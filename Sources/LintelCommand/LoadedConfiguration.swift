import Configuration
import SourceText

/// A configuration with what it extends, and the folders that its paths begin in.
struct LoadedConfiguration {
  /// The path of the file as reports show it.
  let path: String
  let setting: Setting
  let configuration: Configuration
  /// The folder that the configuration is about: its own, or the working folder for one that is named
  /// on the command line.
  private let scope: String
  /// The absolute folders of the files, by their place in the sources of the store.
  private let folders: [String]

  init(path: String, setting: Setting, scope: String, folders: [String]) {
    self.path = path
    self.setting = setting
    self.scope = scope
    self.folders = folders
    configuration = Configuration(setting)
  }

  /// A path that the configuration writes, as the program uses it: it begins in the folder of the file
  /// that it stands in.
  func path(_ written: Configuration.Located<String>) -> String {
    Paths.shown(Paths.absolute(written.value, in: folders[written.span.file.index]))
  }

  /// The folder that a pattern begins in: that of the file it stands in, if that is the folder which the
  /// configuration is about or one above. A file elsewhere is a pattern for many: what it says begins in
  /// the folder of whoever extends it.
  func folder(ofPatternAt span: SourceSpan) -> String {
    let own = folders[span.file.index]
    return own == scope || Paths.below(own, scope) != nil ? own : scope
  }

  /// Whether a pattern of the configuration covers an absolute path.
  func covers(
    _ pattern: Configuration.Located<PathPattern>,
    _ path: String,
    isFolder: Bool = false
  ) -> Bool {
    guard let below = Paths.below(folder(ofPatternAt: pattern.span), path) else { return false }
    return pattern.value.covers(below, isFolder: isFolder)
  }
}
