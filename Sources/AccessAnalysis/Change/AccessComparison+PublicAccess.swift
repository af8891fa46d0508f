import Findings
import Infrastructure
import Values

extension AccessComparison {
  /// The settings of Block Public Access that were on for certain, or perhaps, and are off now for certain,
  /// or perhaps, unless they are written alike.
  mutating func liftedBlocks(
    of bucket: ResourceID,
    _ earlier: ResourceID
  ) -> [AccessDifference.Change] {
    PublicAccessBlock.refusing.compactMap { name in
      let before = PublicAccessBlock(name, of: earlier, in: base.estate, &base.context)
      let after = PublicAccessBlock(name, of: bucket, in: head.estate, &head.context)
      guard before.isOn ?? true, !(after.isOn ?? false) else { return nil }
      if before.isOn == nil, after.isOn == nil,
        names.areAlike(after.value.origin, in: head, before.value.origin, in: base)
      {
        return nil
      }
      let setting = AccessDifference.Statement(
        "'\(name)'",
        of: base.estate[earlier].address,
        at: base.place(of: before.value.origin)
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
