/// What a run says that no template of it holds.
package struct RunValues: Sendable {
  /// The values of exports of stacks that are not part of the run, by the export's name.
  package let exports: [String: String]
  /// The parameters that the run gives to a nested stack by its name, `main.yaml/Network`; they win
  /// over what the stack above passes.
  package let nested: @Sendable (String) -> [String: String]

  package init(
    exports: [String: String] = [:],
    nested: @escaping @Sendable (String) -> [String: String] = { _ in [:] }
  ) {
    self.exports = exports
    self.nested = nested
  }
}
