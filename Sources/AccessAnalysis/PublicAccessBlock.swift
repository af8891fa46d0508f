import Infrastructure
import Permissions
import Values

/// A setting of a bucket's Block Public Access.
///
/// Source: S3 User Guide, "Blocking public access to your Amazon S3 storage".
struct PublicAccessBlock {
  /// What the buckets and their objects let everyone do by policies and ACLs that are there does not count;
  /// the other two settings only refuse new ones.
  static let refusing = ["IgnorePublicAcls", "RestrictPublicBuckets"]
  static let restriction = "RestrictPublicBuckets"

  /// Nil where it may be on or off.
  let isOn: Bool?
  /// What is written of it; absent where nothing is.
  let value: Value

  init(
    _ name: String,
    of bucket: ResourceID,
    in estate: Estate,
    _ context: inout EvaluationContext
  ) {
    let path = PropertyPath("PublicAccessBlockConfiguration.\(name)")
    value = path.values(in: estate[bucket].properties, &context).first ?? .absent
    let resolved = context.resolve(value)
    switch resolved.kind {
    case _ where value.isAbsent: isOn = false
    case .bool: isOn = resolved.isTrue
    case .string: isOn = context.heap.text(resolved).lowercased() == "true"
    case .null, .int, .uint, .double, .bytes, .list, .map, .type, .optional, .duration, .timestamp,
      .ip, .cidr, .resource, .unknown, .error, .template, .choice, .reference:
      isOn = nil
    }
  }
}

extension Perimeter {
  /// What becomes of a request from outside where S3 restricts a bucket with a public policy to services
  /// and its own account; nil where it does not. Of a bucket that no file creates that is not known.
  func refusedToStrangers(
    _ witness: Witness,
    at id: ResourceID,
    _ layer: Layer,
    _ access: inout Access,
    _ context: inout EvaluationContext
  ) -> Search? {
    guard Access.guardsBucket(access.estate[id].type) else { return nil }
    guard let bucket = access.bucket(of: id, &context) else {
      let subject = "whether '\(PublicAccessBlock.restriction)' of the bucket is on"
      let settle = "add the template or description that creates it"
      return .undetermined([
        access.texts.doubt(EstateTexts.Gap(.external, subject, settle: settle))
      ])
    }
    let name = PublicAccessBlock.restriction
    let setting = PublicAccessBlock(name, of: bucket, in: access.estate, &context)
    guard setting.isOn ?? true else { return nil }
    let isPublic = layer.statements.contains { statement in
      guard case .only(let principals)? = statement.scope.principals else { return false }
      return statement.effect == .allow && principals.contains(.everyone)
        && statement.scope.conditions.isEmpty
    }
    if setting.isOn == true, isPublic { return Search.none }
    let gap =
      setting.isOn == true
      ? EstateTexts.Gap(.unmodelled, "whether S3 takes the policy of the bucket for public")
      : access.texts.gap(context.resolve(setting.value), "whether '\(name)' is on", context)
    return .undetermined([access.texts.doubt(gap)])
  }
}

extension Access {
  private static let bucketType = "AWS::S3::Bucket"

  /// Whether resources of a type are buckets or policies of buckets.
  fileprivate static func guardsBucket(_ type: String) -> Bool {
    type == bucketType || type == "AWS::S3::BucketPolicy"
  }

  /// The bucket that a resource is, or whose policy it is; nil where no file creates it.
  fileprivate mutating func bucket(
    of id: ResourceID,
    _ context: inout EvaluationContext
  ) -> ResourceID? {
    if estate[id].type == Self.bucketType { return id }
    return PropertyPath("Bucket").values(in: estate[id].properties, &context).first.flatMap {
      estate.target(of: $0, ofType: Self.bucketType, &context)
    }
  }
}
