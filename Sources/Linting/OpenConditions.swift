import Findings
import Infrastructure
import SourceText
import Values

/// Tells of conditions that the run does not decide what they wait for.
enum OpenConditions {
  /// How many guards of one condition are looked at: very long ones are told by some of what they need.
  private static let patience = 200

  /// In the order of their places, each once, in however many stacks it stands.
  static func of(_ estate: borrowing EstateBuilder) -> [LintReport.Gaps.Condition] {
    guard !estate.openConditions.isEmpty else { return [] }
    var conditions: Set<LintReport.Gaps.Condition> = []
    for (name, id, origin) in estate.openConditions {
      guard let span = estate.span(of: origin) else { continue }
      let needs = needs(of: id, estate.worlds).filter { $0 != name }
      conditions.insert(.init(name: name, span: span, needs: needs))
    }
    return conditions.sorted { one, other in
      (one.span.file.index, one.span.start, one.name)
        < (other.span.file.index, other.span.start, other.name)
    }
  }

  /// The names of the variables that a guard is about.
  private static func needs(of id: GuardID, _ worlds: borrowing WorldModel) -> [String] {
    var seen: Set<GuardID> = [id]
    var open = [id]
    var names: Set<String> = []
    while let next = open.popLast(), seen.count < patience {
      let below: [GuardID]
      switch worlds.guards[Int(next.rawValue)] {
      case .constant: below = []
      case .oneOf(let variable, _):
        names.insert(worlds.variables[variable].name)
        below = []
      case .not(let inner): below = [inner]
      case .all(let parts), .any(let parts): below = parts
      }
      for part in below where seen.insert(part).inserted { open.append(part) }
    }
    return names.sorted()
  }
}
