#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Paths as texts: what lies where, without asking the file system.
enum Paths {
  static let workingFolder: String = {
    guard let path = getcwd(nil, 0) else { return "/" }
    defer { free(path) }
    return String(cString: path)
  }()

  /// The path from the root, without `.` and `..`.
  static func absolute(_ path: String, in folder: String = workingFolder) -> String {
    let whole = path.hasPrefix("/") ? path : "\(folder)/\(path)"
    var parts: [Substring] = []
    for part in whole.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    var result = ""
    for part in parts {
      result += "/"
      result += part
    }
    return result.isEmpty ? "/" : result
  }

  /// The folder that holds an absolute path; the root for itself.
  static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
    return String(path[..<slash])
  }

  static func joined(_ folder: String, _ name: String) -> String {
    folder == "/" ? "/\(name)" : "\(folder)/\(name)"
  }

  /// The way from a folder to what is below it; nil for what is elsewhere. Both are absolute.
  static func below(_ folder: String, _ path: String) -> Substring? {
    if folder == "/" { return path.dropFirst() }
    guard path.utf8.count > folder.utf8.count + 1, path.hasPrefix(folder + "/") else { return nil }
    return path.dropFirst(folder.count + 1)
  }

  /// An absolute path as reports show it: from the working folder.
  static func shown(_ path: String) -> String {
    if path == workingFolder { return "." }
    if let below = below(workingFolder, path) { return String(below) }
    var folder = parent(of: workingFolder)
    var ways = "../"
    while folder != "/" {
      if path == folder { return String(ways.dropLast()) }
      if let below = below(folder, path) { return ways + below }
      folder = parent(of: folder)
      ways += "../"
    }
    return path
  }
}
