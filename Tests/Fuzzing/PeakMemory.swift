import Foundation

/// How much memory of this process was resident at most, as Linux counts it.
package struct PeakMemory: Sendable {
  /// In kilobytes; zero where the system does not tell.
  package let kilobytes: Int

  /// The peak since ``reset()``, or since the process began.
  package init() {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    kilobytes = line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
  }

  /// Begins anew with what is resident now.
  package static func reset() {
    let file = FileHandle(forWritingAtPath: "/proc/self/clear_refs")
    try? file?.write(contentsOf: Data("5".utf8))
    try? file?.close()
  }
}
