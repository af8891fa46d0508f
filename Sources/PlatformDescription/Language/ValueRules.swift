import Infrastructure

/// What the names of properties say about their values.
enum ValueRules {
  /// What is wrong with a value; nil if nothing is.
  static func problem(with text: String, in property: String) -> String? {
    if isBlock(property) { return blockProblem(text, property) }
    if property == "FromPort" || property == "ToPort" { return portProblem(text) }
    if property.hasSuffix("Arn") || property.hasSuffix("Arns") { return arnProblem(text) }
    return nil
  }

  private static func isBlock(_ property: String) -> Bool {
    property.hasSuffix("CidrBlock") || property.hasSuffix("CidrBlocks") || property == "Cidr"
      || property == "CidrIp" || property == "CidrIpv6"
  }

  private static func blockProblem(_ text: String, _ property: String) -> String? {
    guard let prefix = IPPrefix(text) else {
      return "'\(text)' is not a block of addresses, such as 10.0.0.0/16"
    }
    if property.contains("Ipv6"), prefix.family == .ipv4 {
      return "'\(text)' is a block of IPv4 addresses, not of IPv6"
    }
    if ["CidrBlock", "CidrIp", "DestinationCidrBlock"].contains(property), prefix.family == .ipv6 {
      return "'\(text)' is a block of IPv6 addresses, not of IPv4"
    }
    return nil
  }

  /// -1 stands for all types of ICMP.
  private static func portProblem(_ text: String) -> String? {
    guard let number = Int(text), (-1...65535).contains(number) else {
      return "'\(text)' is not a port"
    }
    return nil
  }

  private static func arnProblem(_ text: String) -> String? {
    guard text.hasPrefix("arn:") else { return nil }
    let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6, !parts[1].isEmpty, !parts[2].isEmpty, !parts[5].isEmpty else {
      return "'\(text)' is not an ARN, such as arn:aws:iam::111122223333:role/trainer"
    }
    return nil
  }
}
