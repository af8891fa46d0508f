import Findings

/// The controls of one framework, in the order that people count in.
struct ControlGroup {
  let framework: String
  let ids: [String]

  /// One group for each framework, by its name; an id appears once.
  static func groups(of controls: [ControlID]) -> [ControlGroup] {
    Dictionary(grouping: controls, by: \.framework)
      .sorted { $0.key < $1.key }
      .map { framework, controls in
        ControlGroup(framework: framework, ids: Set(controls.map(\.id)).sorted(by: naturally))
      }
  }

  /// Compares runs of digits as numbers, so that `AC-2` comes before `AC-10`.
  static func naturally(_ left: String, _ right: String) -> Bool {
    let leftParts = parts(of: left)
    let rightParts = parts(of: right)
    for (a, b) in zip(leftParts, rightParts) where a != b {
      // Without leading zeros the longer number is the larger one.
      if a.isNumber, b.isNumber, a.text.utf8.count != b.text.utf8.count {
        return a.text.utf8.count < b.text.utf8.count
      }
      if a.text != b.text { return a.text < b.text }
    }
    return leftParts.count == rightParts.count ? left < right : leftParts.count < rightParts.count
  }

  private struct Part: Equatable {
    let text: Substring
    let isNumber: Bool
  }

  private static func parts(of text: String) -> [Part] {
    var parts: [Part] = []
    var rest = Substring(text)
    while let first = rest.first {
      let isNumber = isDigit(first)
      let run = rest.prefix { isDigit($0) == isNumber }
      let significant = isNumber ? run.drop { $0 == "0" } : run
      parts.append(Part(text: significant, isNumber: isNumber))
      rest = rest.dropFirst(run.count)
    }
    return parts
  }

  private static func isDigit(_ character: Character) -> Bool {
    character >= "0" && character <= "9"
  }
}
