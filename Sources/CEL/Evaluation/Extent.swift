import Values

/// How many elements a list has, or entries a map, as far as that is known.
struct Extent {
  private(set) var least = 0
  private(set) var most = 0
  /// Why it is not known exactly: an unknown.
  private(set) var doubt: Value?

  /// Counts an element that is there.
  mutating func add() {
    least += 1
    most += 1
  }

  /// Counts an element that may be there.
  mutating func add(doubtful reason: Value) {
    most += 1
    doubt = doubt ?? reason
  }

  /// Whether `count <symbol> number` holds; nil where that depends on what is not known, or where the
  /// operator does not compare.
  func compared(_ symbol: BinaryOperator, with number: Int64) -> Bool? {
    let least = Int64(least)
    let most = Int64(most)
    switch symbol {
    case .less: return most < number ? true : least >= number ? false : nil
    case .lessOrEqual: return most <= number ? true : least > number ? false : nil
    case .greater: return least > number ? true : most <= number ? false : nil
    case .greaterOrEqual: return least >= number ? true : most < number ? false : nil
    case .equal:
      if number < least || number > most { return false }
      return least == most ? true : nil
    case .notEqual: return compared(.equal, with: number).map { !$0 }
    case .in, .add, .subtract, .multiply, .divide, .modulo: return nil
    }
  }
}

extension EvaluationContext {
  /// How many elements or entries a list or map has.
  mutating func extent(of container: Value) -> Extent {
    var extent = Extent()
    let isMap = container.kind == .map
    for index in 0..<container.count {
      let item = isMap ? heap.entry(index, of: container) : heap.element(index, of: container)
      let isPresent = isPresent(item)
      if isPresent.kind != .bool {
        extent.add(doubtful: isPresent)
      } else if item.isPossible {
        if isPresent.isTrue { extent.add(doubtful: doubt(about: item)) }
      } else if isPresent.isTrue {
        extent.add()
      }
    }
    return extent
  }
}
