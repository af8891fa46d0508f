import FoundationEssentials
import Reporting

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The process's standard streams and what the environment says of them.
enum Terminal {
  /// The stream that a decision is about.
  enum Stream {
    case output, error

    fileprivate var descriptor: Int32 { self == .output ? STDOUT_FILENO : STDERR_FILENO }
  }

  /// Writes to standard output: the report, and nothing else.
  static func write(_ text: String) throws(OutputError) {
    try write(utf8: Array(text.utf8))
  }

  /// Writes bytes to standard output as they are.
  static func write(utf8 bytes: [UInt8]) throws(OutputError) {
    guard let problem = send(bytes, to: .output) else { return }
    throw OutputError("standard output cannot be written: \(problem)")
  }

  /// Writes a line to standard error.
  static func warn(_ text: String) {
    _ = send(Array((text + "\n").utf8), to: .error)
  }

  static func isTerminal(_ stream: Stream) -> Bool {
    isatty(stream.descriptor) == 1
  }

  /// Whether a stream shows colours: a terminal that is not dumb, unless `NO_COLOR` or
  /// `CLICOLOR_FORCE` say otherwise (https://no-color.org, https://bixense.com/clicolors).
  static func showsColor(_ stream: Stream) -> Bool {
    let environment = ProcessInfo.processInfo.environment
    if let value = environment["NO_COLOR"], !value.isEmpty { return false }
    if let value = environment["CLICOLOR_FORCE"], !value.isEmpty, value != "0" { return true }
    if let value = environment["FORCE_COLOR"], !value.isEmpty, value != "0" { return true }
    return isTerminal(stream) && environment["TERM"] != "dumb"
  }

  /// Whether the locale can show other characters than ASCII.
  static var showsUnicode: Bool {
    let environment = ProcessInfo.processInfo.environment
    for name in ["LC_ALL", "LC_CTYPE", "LANG"] {
      guard let value = environment[name], !value.isEmpty else { continue }
      let lowered = value.lowercased()
      return lowered.contains("utf-8") || lowered.contains("utf8")
    }
    return !isTerminal(.output)
  }

  /// The columns of the terminal: `COLUMNS`, or what the terminal says, or 80; 100 for files.
  static var width: Int {
    if let text = ProcessInfo.processInfo.environment["COLUMNS"], let columns = Int(text),
      columns >= 40
    {
      return min(columns, 400)
    }
    guard isTerminal(.output) else { return 100 }
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col >= 40 else { return 80 }
    return min(Int(size.ws_col), 400)
  }

  /// How text looks on standard output, as far as no option says otherwise.
  static var style: TextStyle { style(of: .output) }

  static func style(of stream: Stream) -> TextStyle {
    TextStyle(isColored: showsColor(stream), width: width, isASCII: !showsUnicode)
  }

  /// Writes all bytes, or says why not; a reader that has gone away is not an error worth a word.
  private static func send(_ bytes: [UInt8], to stream: Stream) -> String? {
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes {
        #if canImport(Glibc)
          Glibc.write(stream.descriptor, $0.baseAddress, $0.count)
        #else
          Darwin.write(stream.descriptor, $0.baseAddress, $0.count)
        #endif
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return errno == EPIPE ? nil : String(cString: strerror(errno)) }
      written += count
    }
    return nil
  }
}

/// Ends the process.
package func exitProcess(after status: ExitStatus) -> Never {
  exit(status.rawValue)
}
