#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What a file is to the file system, whichever path leads to it.
struct FileIdentity: Hashable {
  private let device: UInt64
  private let node: UInt64

  /// Nil for a path that leads nowhere.
  init?(_ path: String) {
    guard let status = Self.status(of: path) else { return nil }
    device = UInt64(truncatingIfNeeded: status.st_dev)
    node = UInt64(truncatingIfNeeded: status.st_ino)
  }

  /// How many bytes a file has, as far as that is known without reading it.
  static func size(of path: String) -> Int? {
    status(of: path).map { Int($0.st_size) }
  }

  private static func status(of path: String) -> stat? {
    var status = stat()
    return stat(path, &status) == 0 ? status : nil
  }
}
