import Infrastructure
import Values

/// The lists in which AWS keeps the addresses of services that gateway endpoints lead to.
///
/// Source: VPC User Guide, "AWS-managed prefix lists": they are called `com.amazonaws.REGION.SERVICE`,
/// and have the same id in every account of a region.
enum ManagedPrefixLists {
  static let path = PropertyPath("DestinationPrefixListId")

  /// Whether a prefix list is written by the name of a service's own.
  static func isList(
    _ list: Value,
    of service: String,
    _ context: inout EvaluationContext
  ) -> Bool {
    var text = list.kind == .reference ? context.heap.text(of: list) : list
    if text.kind == .template {
      let first = context.heap.element(0, of: text)
      guard first.kind == .string, context.heap.text(first).hasPrefix("com.amazonaws.") else {
        return false
      }
      text = context.heap.element(text.count - 1, of: text)
      return text.kind == .string && context.heap.text(text) == ".\(service)"
    }
    guard text.kind == .string else { return false }
    let name = context.heap.text(text)
    return name.hasPrefix("com.amazonaws.") && name.hasSuffix(".\(service)")
  }

  /// What is not known of a list that stands for other addresses, or for some that nobody wrote.
  static func unknown(_ list: Value, _ context: inout EvaluationContext) -> Value {
    if list.kind == .unknown { return list }
    let name = list.kind == .string ? " '\(context.heap.text(list))'" : ""
    let unknown = Unknown(
      .external,
      "the addresses of prefix list\(name)",
      settle: "name the list of a service, com.amazonaws.REGION.SERVICE, or a block of addresses"
    )
    return context.heap.unknown(unknown, origin: list.origin)
  }
}
