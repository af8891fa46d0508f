import FoundationEssentials
import SourceText

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file that is to have another text.
struct FileChange {
  let before: SourceFile
  let after: SourceFile

  init(before: SourceFile, after: SourceFile) {
    self.before = before
    self.after = after
  }

  /// Writes all of the changes, or none where one of the files cannot be written or is not what it was
  /// when it was read.
  ///
  /// Each file is written beside itself and takes its own place in one step, so that nobody ever reads
  /// half of it; who may read and write it stays as it was. A link stays a link: what it leads to is
  /// written.
  static func write(_ changes: [FileChange]) throws(OutputError) {
    var drafts: [(draft: String, path: String)] = []
    do throws(OutputError) {
      for change in changes { drafts.append(try change.draft()) }
      // Between reading and now somebody may have saved one of them.
      for change in changes { try change.checkUnchanged() }
    } catch {
      for draft in drafts { unlink(draft.draft) }
      throw error
    }
    for (index, draft) in drafts.enumerated() where rename(draft.draft, draft.path) != 0 {
      let problem = String(cString: strerror(errno))
      for rest in drafts[index...] { unlink(rest.draft) }
      throw OutputError("'\(draft.path)' cannot be written: \(problem)")
    }
  }

  private func checkUnchanged() throws(OutputError) {
    let isSame = FileManager.default.contents(atPath: before.path).map { Array($0) == before.bytes }
    guard isSame == true else {
      throw OutputError("'\(before.path)' has changed since it was read; nothing was written")
    }
  }

  /// The new text in a file beside the old one, with its permissions.
  private func draft() throws(OutputError) -> (draft: String, path: String) {
    guard let resolved = realpath(before.path, nil) else { throw failure() }
    defer { free(resolved) }
    let path = String(cString: resolved)
    guard access(path, W_OK) == 0 else { throw failure() }
    var status = stat()
    guard stat(path, &status) == 0 else { throw failure() }
    var template = Array((path + ".lintel-XXXXXX").utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw failure() }
    let draft = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    var isWritten = fchmod(descriptor, status.st_mode & 0o7777) == 0
    isWritten = isWritten && write(to: descriptor) && fsync(descriptor) == 0
    let problem = errno
    isWritten = close(descriptor) == 0 && isWritten
    guard isWritten else {
      unlink(draft)
      errno = problem
      throw failure()
    }
    return (draft, path)
  }

  private func write(to descriptor: Int32) -> Bool {
    var written = 0
    while written < after.bytes.count {
      let count = after.bytes[written...].withUnsafeBytes {
        #if canImport(Glibc)
          Glibc.write(descriptor, $0.baseAddress, $0.count)
        #else
          Darwin.write(descriptor, $0.baseAddress, $0.count)
        #endif
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      written += count
    }
    return true
  }

  private func failure() -> OutputError {
    OutputError("'\(before.path)' cannot be written: \(String(cString: strerror(errno)))")
  }
}
