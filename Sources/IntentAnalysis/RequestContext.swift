import Infrastructure
import Values

/// What is known of the condition keys of a claimed request: who asks, from which account, in which
/// region, and what the claim says of it. Requests are taken to use TLS and to be the principal's own.
///
/// Source: IAM User Guide, "AWS global condition context keys".
struct RequestContext {
  /// A condition key of the request.
  enum Entry {
    case values([String])
    case absent
    case unknown
  }

  private static let rolePath = PropertyPath("RoleName")
  private static let userPath = PropertyPath("UserName")
  private static let pathPath = PropertyPath("Path")
  /// Services whose calls all go to one region.
  private static let globalServices: Set<String> = [
    "account", "budgets", "ce", "cloudfront", "globalaccelerator", "iam", "organizations",
    "route53",
    "shield", "support", "trustedadvisor", "waf",
  ]

  private var entries: [String: Entry] = [:]

  /// - Parameter written: The keys that a claim gives, as a map of texts and lists of texts.
  init(
    of principal: ResourceID,
    action: String,
    written: Value?,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) {
    entries["aws:securetransport"] = .values(["true"])
    entries["aws:principalisawsservice"] = .values(["false"])
    entries["aws:viaawsservice"] = .values(["false"])
    for key in [
      "aws:calledvia", "aws:calledviafirst", "aws:calledvialast", "aws:principalservicename",
    ] {
      entries[key] = .absent
    }
    let isRole = estate[principal].type == "AWS::IAM::Role"
    entries["aws:principaltype"] = .values([isRole ? "AssumedRole" : "User"])
    let scope = estate.scope(of: principal)
    if let account = scope.account, account.count == 12, account.allSatisfy(\.isNumber) {
      entries["aws:principalaccount"] = .values([account])
      if let arn = Self.arn(of: principal, isRole, account, scope.region, in: estate, &context) {
        entries["aws:principalarn"] = .values([arn])
      }
    }
    let service = action.lowercased().split(separator: ":").first.map(String.init) ?? ""
    // Passing a role is a part of a call to another service.
    let isOpen =
      service.contains("*") || service.contains("?") || action.lowercased().hasPrefix("iam:p")
    if let region = scope.region, !isOpen {
      let isGlobal =
        Self.globalServices.contains(service) && region.split(separator: "-").count == 3
      entries["aws:requestedregion"] = .values([isGlobal ? "us-east-1" : region])
    }
    guard let written, written.kind == .map else { return }
    for index in 0..<written.count {
      let key = context.heap.text(context.heap.key(index, of: written)).lowercased()
      entries[key] = Self.entry(context.resolve(context.heap.entry(index, of: written)), context)
    }
  }

  subscript(key: String) -> Entry { entries[key.lowercased()] ?? .unknown }

  private static func arn(
    of principal: ResourceID,
    _ isRole: Bool,
    _ account: String,
    _ region: String?,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> String? {
    let properties = estate[principal].properties
    let name = (isRole ? rolePath : userPath).values(in: properties, &context).first
    let path = pathPath.values(in: properties, &context).first
    guard let region, let name, name.kind == .string, path.map({ $0.kind == .string }) ?? true
    else { return nil }
    let partition =
      region.hasPrefix("cn-") ? "aws-cn" : region.hasPrefix("us-gov-") ? "aws-us-gov" : "aws"
    let folder = path.map { context.heap.text($0) } ?? "/"
    let kind = isRole ? "role" : "user"
    return "arn:\(partition):iam::\(account):\(kind)\(folder)\(context.heap.text(name))"
  }

  private static func entry(_ value: Value, _ context: EvaluationContext) -> Entry {
    func text(_ value: Value) -> String? {
      switch value.kind {
      case .string: context.heap.text(value)
      case .bool: value.isTrue ? "true" : "false"
      case .int: String(value.asInt)
      case .null, .uint, .double, .bytes, .list, .map, .type, .optional, .duration, .timestamp, .ip,
        .cidr, .resource, .error, .unknown, .template, .choice, .reference:
        nil
      }
    }
    if value.kind == .list {
      let texts = context.heap.elements(of: value).map(text)
      return texts.contains(nil) ? .unknown : .values(texts.compactMap(\.self))
    }
    return text(value).map { .values([$0]) } ?? .unknown
  }
}
