/// A property that is going to be.
struct DraftEntry: Sendable {
  /// Canonical property names, from the outside to the inside; at least one.
  let path: [String]
  /// The key that was written for it.
  let key: Place
  let value: DraftValue

  init(_ path: [String], key: Place, _ value: DraftValue) {
    self.path = path
    self.key = key
    self.value = value
  }

  init(_ name: String, key: Place, _ value: DraftValue) {
    self.init([name], key: key, value)
  }

  /// The entry as the first object of its path has it.
  var inner: DraftEntry {
    DraftEntry(Array(path.dropFirst()), key: key, value)
  }
}
