/// A report that could not be written: whoever waits for it must not take silence for success.
struct OutputError: Error {
  let message: String

  init(_ message: String) {
    self.message = message
  }
}
