package import SourceText

/// The difference of two texts as `diff -u` writes it (IEEE Std 1003.1-2017, `diff`, unified format).
package enum UnifiedDifference {
  /// The lines around a change that are shown with it.
  private static let context = 3

  /// The whole difference; empty for equal texts.
  package static func text(before: SourceFile, after: SourceFile) -> [UInt8] {
    guard before.bytes != after.bytes else { return [] }
    let old = lines(of: before.bytes)
    let new = lines(of: after.bytes)
    var result = Array("--- \(before.path)\n+++ \(after.path)\n".utf8)
    for hunk in hunks(steps(from: old, to: new)) { result += text(of: hunk, old, new) }
    return result
  }

  /// Lines with their line feeds; a carriage return is a part of its line.
  private static func lines(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
      lines.append(bytes[start..<end])
      start = end
    }
    return lines
  }

  /// A line of one of the texts, or of both.
  private enum Step {
    case keep(old: Int, new: Int)
    case remove(old: Int, new: Int)
    case insert(old: Int, new: Int)

    var isChange: Bool {
      if case .keep = self { return false }
      return true
    }

    /// The lines of the texts at which it stands.
    var place: (old: Int, new: Int) {
      switch self {
      case .keep(let old, let new), .remove(let old, let new), .insert(let old, let new): (old, new)
      }
    }
  }

  private static func steps(
    from old: [ArraySlice<UInt8>],
    to new: [ArraySlice<UInt8>]
  ) -> [Step] {
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in new.difference(from: old) {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    var steps: [Step] = []
    var (left, right) = (0, 0)
    while left < old.count || right < new.count {
      if left < old.count, removed.contains(left) {
        steps.append(.remove(old: left, new: right))
        left += 1
      } else if right < new.count, inserted.contains(right) {
        steps.append(.insert(old: left, new: right))
        right += 1
      } else {
        steps.append(.keep(old: left, new: right))
        left += 1
        right += 1
      }
    }
    return steps
  }

  /// Changes that are near each other, with the lines around them.
  private static func hunks(_ steps: [Step]) -> [ArraySlice<Step>] {
    var ranges: [Range<Int>] = []
    for index in steps.indices where steps[index].isChange {
      let start = max(0, index - context)
      let end = min(steps.count, index + context + 1)
      if let last = ranges.last, start <= last.upperBound {
        ranges[ranges.count - 1] = last.lowerBound..<end
      } else {
        ranges.append(start..<end)
      }
    }
    return ranges.map { steps[$0] }
  }

  private static func text(
    of hunk: ArraySlice<Step>,
    _ old: [ArraySlice<UInt8>],
    _ new: [ArraySlice<UInt8>]
  ) -> [UInt8] {
    var body: [UInt8] = []
    var counts = (old: 0, new: 0)
    for step in hunk {
      let (sign, line): (String, ArraySlice<UInt8>)
      switch step {
      case .keep(let place, _):
        (sign, line) = (" ", old[place])
        counts = (counts.old + 1, counts.new + 1)
      case .remove(let place, _):
        (sign, line) = ("-", old[place])
        counts.old += 1
      case .insert(_, let place):
        (sign, line) = ("+", new[place])
        counts.new += 1
      }
      body += sign.utf8
      body += line
      if line.last != 0x0A { body += "\n\\ No newline at end of file\n".utf8 }
    }
    let start = hunk.first?.place ?? (old: 0, new: 0)
    let head = "@@ -\(range(start.old, counts.old)) +\(range(start.new, counts.new)) @@\n"
    return Array(head.utf8) + body
  }

  /// `7,3` for three lines from the seventh on; an empty range is named by the line before it.
  private static func range(_ start: Int, _ count: Int) -> String {
    let first = count == 0 ? start : start + 1
    return count == 1 ? "\(first)" : "\(first),\(count)"
  }
}
