package import Values

extension Value {
  /// The resource that a value of the kind `resource` is; nil for other kinds.
  package var resourceID: ResourceID? {
    kind == .resource ? ResourceID(Int(truncatingIfNeeded: bits)) : nil
  }
}
