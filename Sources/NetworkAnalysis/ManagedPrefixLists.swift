import Infrastructure
import Values

/// The lists in which AWS keeps the addresses of services that gateway endpoints lead to.
///
/// Source: VPC User Guide, "AWS-managed prefix lists": they are called `com.amazonaws.REGION.SERVICE`,
/// and have the same id in every account of a region.
enum ManagedPrefixLists {
  private static let services: Set<String> = ["dynamodb", "s3", "s3express"]

  /// The service whose addresses a list has; nil for lists of the customer's, of other services, or
  /// under an id.
  static func service(of list: Value, _ context: inout EvaluationContext) -> String? {
    var text = list.kind == .reference ? context.heap.text(of: list) : list
    var isNamed = false
    if text.kind == .template {
      let first = context.heap.element(0, of: text)
      guard first.kind == .string, context.heap.text(first).hasPrefix("com.amazonaws.") else {
        return nil
      }
      isNamed = true
      text = context.heap.element(text.count - 1, of: text)
    }
    guard text.kind == .string else { return nil }
    let name = context.heap.text(text)
    guard isNamed || name.hasPrefix("com.amazonaws."), name.contains("."),
      let last = name.split(separator: ".").last.map(String.init), services.contains(last)
    else { return nil }
    return last
  }
}
