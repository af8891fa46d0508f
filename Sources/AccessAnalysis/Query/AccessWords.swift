import Infrastructure
import Permissions
import Values

/// Rulings in sentences.
struct AccessWords {
  private let estate: Estate
  private let asker: Asker

  init(_ estate: Estate, _ asker: Asker) {
    self.estate = estate
    self.asker = asker
  }

  static let tooManyWorlds = AccessStep("more combinations of parameters than are tried")

  var neverThere: AccessStep {
    AccessStep("one of both is never created")
  }

  func steps(of ruling: Ruling) -> [AccessStep] {
    var steps: [AccessStep] = []
    for reason in ruling.reasons {
      guard let step = step(reason), !steps.contains(step) else { continue }
      steps.append(step)
    }
    return steps
  }

  /// Nil for what AWS attaches itself.
  private func step(_ reason: Ruling.Reason) -> AccessStep? {
    guard let statement = reason.statement else { return silence(of: reason.layer) }
    let provenance = statement.provenance
    guard estate.resources.indices.contains(provenance.document) else { return nil }
    let holder = estate[ResourceID(provenance.document)]
    let name = provenance.sid.map { "statement '\($0)'" } ?? "statement \(provenance.index + 1)"
    let does = statement.effect == .allow ? "allows" : "denies"
    return AccessStep(
      "\(name) of '\(holder.name)' \(does) it",
      layer: reason.layer,
      at: provenance.origin.isNone ? holder.origin : provenance.origin,
      resource: holder.address
    )
  }

  private func silence(of layer: Layer.Kind) -> AccessStep {
    let origin: Origin
    let address: String?
    if case .identity(let id, _) = asker {
      (origin, address) = (estate[id].origin, estate[id].address)
    } else {
      (origin, address) = (.none, nil)
    }
    switch layer {
    case .identity:
      return AccessStep(
        "no statement attached to it allows it",
        layer: layer,
        at: origin,
        resource: address
      )
    case .boundary:
      return AccessStep(
        "its permissions boundary does not allow it",
        layer: layer,
        at: origin,
        resource: address
      )
    case .session:
      return AccessStep("the session's policy does not allow it", layer: layer)
    case .serviceControl:
      return AccessStep("a level of service control policies does not allow it", layer: layer)
    case .resourceControl:
      return AccessStep("the resource control policies do not allow it", layer: layer)
    case .resource:
      return AccessStep("the resource's policy does not let it in", layer: layer)
    }
  }

  func need(_ gap: EstateTexts.Gap) -> AccessStep {
    if let variable = gap.variable { return self.variable(variable) }
    return AccessStep(gap.subject, at: gap.origin, settle: gap.settle)
  }

  func variable(_ number: Int) -> AccessStep {
    let variable = estate.worlds.variables[number]
    let kind = variable.kind == .parameter ? "parameter" : "condition"
    let settle = variable.kind == .parameter ? "--parameter \(variable.name)=VALUE" : ""
    return AccessStep("\(kind) '\(variable.name)'", at: variable.origin, settle: settle)
  }
}
