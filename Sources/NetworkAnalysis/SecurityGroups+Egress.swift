import Infrastructure
import Values

/// What security groups let out to addresses beyond the VPC, and at which port two sides meet.
extension SecurityGroups {
  /// What a rule for outgoing traffic may be about, beyond the VPC.
  private enum Share {
    case nothing
    /// These blocks.
    case blocks([IPPrefix])
    /// All addresses of the service that is asked about.
    case service
    case unknown(Value)
  }

  /// Whether TCP at a port gets out to every address of a service, or of the internet where there is no
  /// service; false where it gets to none, and otherwise what is not known.
  enum Passage {
    case open
    case closed
    case unknown(Value)
  }

  /// - Parameter service: A service with a prefix list of AWS's, such as `s3`; nil for the internet.
  static func passage(
    of id: ResourceID,
    toPublicAddressesOf service: String?,
    port: Int64,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Passage {
    let groups = groups(of: id, in: estate, &context)
    // What is in no group of its own is in the VPC's, which lets everything out.
    guard !groups.isEmpty else { return .open }
    var blocks: [IPPrefix] = []
    var partial: Value?
    var unknown: Value?
    for group in groups {
      guard let target = estate.target(of: group, &context) else {
        let subject = "the security group named here"
        unknown = unknown ?? InternetPaths.external(group, subject, &context)
        continue
      }
      let type = "AWS::EC2::SecurityGroupEgress"
      let rules = rules(of: target, egressPath, type, in: estate, &context)
      if rules.isEmpty { return .open }
      for rule in rules {
        switch share(of: rule, service: service, port: port, in: estate, &context) {
        case .nothing: break
        case .service: return .open
        case .unknown(let value): unknown = unknown ?? value
        case .blocks(let found):
          if !found.allSatisfy(PublicAddresses.excludes) { partial = partial ?? rule }
          blocks += found
        }
      }
    }
    if AddressCover.cover(among: blocks.filter { $0.family == .ipv4 }) != nil { return .open }
    if let unknown { return .unknown(unknown) }
    guard let partial else { return .closed }
    let what = service.map { "all addresses of \($0)" } ?? "the whole internet"
    let subject = "whether the security groups of '\(estate[id].name)' let \(what) out"
    return .unknown(InternetEgress.unmodelled(subject, partial.origin, &context))
  }

  private static func share(
    of rule: Value,
    service: String?,
    port: Int64,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Share {
    guard rule.kind == .map else { return .unknown(rule) }
    let isAboutPort = covers(rule, port, &context)
    if isAboutPort == false { return .nothing }
    var blocks: [IPPrefix] = []
    for path in blockPaths {
      for value in path.values(in: rule, &context) {
        switch AddressRange(value, in: estate, &context) {
        case .block(let block): blocks.append(block)
        case .narrow: break
        case .unknown(let value): return .unknown(value)
        }
      }
    }
    for list in ManagedPrefixLists.path.values(in: rule, &context) {
      if let service, isAboutPort == true,
        ManagedPrefixLists.isList(list, of: service, &context)
      {
        return .service
      }
      return .unknown(ManagedPrefixLists.unknown(list, &context))
    }
    if isAboutPort == nil, !blocks.allSatisfy(PublicAddresses.excludes) {
      let subject = "the ports of a rule"
      return .unknown(InternetEgress.unmodelled(subject, rule.origin, &context))
    }
    return isAboutPort == true ? .blocks(blocks) : .nothing
  }

  /// Whether the groups of two resources let TCP from one to the other at some port that both mean; nil
  /// where that is not known.
  static func meet(
    _ source: ResourceID,
    _ target: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) -> Bool? {
    let any = admits(source, to: target, port: nil, in: estate, &context)
    guard any != false else { return false }
    var ports: Set<Int64> = [443]
    for (id, path, type) in [
      (source, egressPath, "AWS::EC2::SecurityGroupEgress"),
      (target, ingressPath, "AWS::EC2::SecurityGroupIngress"),
    ] {
      for group in groups(of: id, in: estate, &context) {
        guard let group = estate.target(of: group, &context) else { continue }
        for rule in rules(of: group, path, type, in: estate, &context) where rule.kind == .map {
          for port in fromPath.values(in: rule, &context) where port.kind == .int {
            ports.insert(port.asInt)
          }
        }
      }
    }
    for port in ports.sorted() where port >= 0 {
      if admits(source, to: target, port: port, in: estate, &context) == true { return true }
    }
    return nil
  }
}
