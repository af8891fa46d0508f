import Findings
import Infrastructure
import Values

extension AccessComparison {
  /// What of a bucket's Block Public Access keeps policies and ACLs that are there from letting everyone
  /// in; the other two settings only refuse new ones.
  ///
  /// Source: S3 User Guide, "Blocking public access to your Amazon S3 storage".
  private static let blocks = ["IgnorePublicAcls", "RestrictPublicBuckets"]

  /// The settings that were on for certain, or perhaps, and are off now for certain, or perhaps, unless
  /// they are written alike.
  mutating func liftedBlocks(
    of bucket: ResourceID,
    _ earlier: ResourceID
  ) -> [AccessDifference.Change] {
    Self.blocks.compactMap { name in
      let before = base.publicAccessBlock(name, of: earlier)
      let after = head.publicAccessBlock(name, of: bucket)
      guard before.isOn ?? true, !(after.isOn ?? false) else { return nil }
      if before.isOn == nil, after.isOn == nil,
        names.areAlike(after.origin, in: head, before.origin, in: base)
      {
        return nil
      }
      let setting = AccessDifference.Statement(
        "'\(name)'",
        of: base.estate[earlier].address,
        at: base.place(of: before.origin)
      )
      return AccessDifference.Change(
        .resource,
        .undetermined,
        of: head.estate[bucket].address,
        isNewSubject: false,
        by: nil,
        denial: setting,
        needs: [
          .init(
            "what the policy and the ACLs of the bucket and its objects let everyone do",
            at: nil,
            settle: ""
          )
        ]
      )
    }
  }
}

extension ComparedEstate {
  /// Whether a setting of a bucket's Block Public Access is on; nil where it may be either.
  fileprivate mutating func publicAccessBlock(
    _ name: String,
    of bucket: ResourceID
  ) -> (isOn: Bool?, origin: Origin) {
    let path = PropertyPath("PublicAccessBlockConfiguration.\(name)")
    let values = path.values(in: estate[bucket].properties, &context)
    guard let value = values.first else { return (false, estate[bucket].origin) }
    let resolved = context.resolve(value)
    if resolved.kind == .bool { return (resolved.isTrue, value.origin) }
    guard resolved.kind == .string else { return (nil, value.origin) }
    return (context.heap.text(resolved).lowercased() == "true", value.origin)
  }
}
