import Infrastructure

/// What the names of properties say about their values.
enum ValueRules {
  /// What is wrong with a value; nil if nothing is.
  static func problem(with text: String, in property: String) -> String? {
    if isBlock(property) { return blockProblem(text, property) }
    if property == "FromPort" || property == "ToPort" || property == "Port" {
      return portProblem(text)
    }
    if property.hasSuffix("Arn") || property.hasSuffix("Arns") { return arnProblem(text) }
    if property == "AccountId" || property == "PeerOwnerId" || property == "SourceAccount" {
      return accountIDProblem(text)
    }
    if property == "Email", !isEmail(text) { return "'\(text)' is not an email address" }
    return nil
  }

  /// What is wrong with the id of an account; nil if nothing is.
  static func accountIDProblem(_ text: String) -> String? {
    let isID = text.utf8.count == 12 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    return isID ? nil : "'\(text)' is not an account id of 12 digits"
  }

  /// What is wrong with the name of a region, `eu-west-1` or `us-gov-east-1`; nil if nothing is.
  static func regionProblem(_ text: String) -> String? {
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    let areLetters = parts.dropLast().allSatisfy { part in
      !part.isEmpty && part.allSatisfy { (0x61...0x7A).contains($0) }
    }
    let isDigit = parts.last.map { $0.count == 1 && (0x30...0x39).contains($0[$0.startIndex]) }
    let isRegion = (3...4).contains(parts.count) && areLetters && isDigit == true
    return isRegion ? nil : "'\(text)' is not a region, such as eu-west-1"
  }

  private static func isEmail(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    return parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".") && !text.contains(" ")
  }

  /// Whether a property takes a block of addresses.
  static func isBlock(_ property: String) -> Bool {
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
    guard parts[1] == "aws" || parts[1].hasPrefix("aws-") else {
      return "'\(parts[1])' is not a partition of AWS's, such as aws or aws-cn"
    }
    let account = String(parts[4])
    // AWS's own policies stand in the account 'aws'.
    guard account.isEmpty || account == "aws" || account.contains("*") else {
      return accountIDProblem(account)
    }
    return nil
  }
}
