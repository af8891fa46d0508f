import Findings
import Infrastructure

/// Which resources have only got another logical id.
///
/// A resource that the earlier estate lacks is taken for one that the later estate lacks if both are of
/// one type in one file and written alike, and no others are. AWS may create it anew under another name;
/// what it may do and who may use it is the same.
enum Renames {
  private struct Kind: Hashable {
    let type: String
    let scope: String
    let form: WrittenForms.Form
  }

  /// Gives the resources of the later estate the names that they had.
  static func find(
    in head: inout ComparedEstate,
    from base: ComparedEstate,
    _ names: inout SharedNames
  ) -> [AccessDifference.Rename] {
    let gone = unmatched(base, by: head, &names)
    let come = unmatched(head, by: base, &names)
    var renames: [AccessDifference.Rename] = []
    for (kind, ids) in come.sorted(by: { $0.value[0] < $1.value[0] }) {
      guard ids.count == 1, let others = gone[kind], others.count == 1,
        names.areAlike(ids[0], in: head, others[0], in: base)
      else { continue }
      head.rename(ids[0], to: base.name(of: others[0]))
      let resource = head.estate[ids[0]]
      renames.append(
        .init(
          of: base.estate[others[0]].address,
          to: resource.address,
          at: head.place(of: resource.origin)
        )
      )
    }
    return renames
  }

  /// The resources that the other estate has not, by what they are.
  private static func unmatched(
    _ side: ComparedEstate,
    by other: ComparedEstate,
    _ names: inout SharedNames
  ) -> [Kind: [ResourceID]] {
    var found: [Kind: [ResourceID]] = [:]
    for index in side.estate.resources.indices {
      let id = ResourceID(index)
      guard other.byName[side.name(of: id)] == nil, let form = names.form(of: id, in: side) else {
        continue
      }
      let resource = side.estate[id]
      let kind = Kind(type: resource.type, scope: side.name(of: resource.scope), form: form)
      found[kind, default: []].append(id)
    }
    return found
  }
}
