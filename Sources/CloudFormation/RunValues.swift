/// What a run says that no template of it holds.
package struct RunValues: Sendable {
  /// What a run says of a stack that another one creates.
  package struct Nested: Sendable {
    /// The values of parameters, which win over what the stack above passes.
    package var parameters: [String: String] = [:]
    /// The id of the account; only instances of stack sets have one of their own.
    package var account: String?
    package var region: String?

    package init() {}
  }

  /// The values of exports of stacks that are not part of the run, by the export's name.
  package let exports: [String: String]
  /// What the run says of a nested stack, or of the instances of a stack set, by its name:
  /// `main.yaml/Network`.
  package let nested: @Sendable (String) -> Nested

  package init(
    exports: [String: String] = [:],
    nested: @escaping @Sendable (String) -> Nested = { _ in Nested() }
  ) {
    self.exports = exports
    self.nested = nested
  }
}
