package import SourceText
package import Values

extension Declarations {
  /// The properties of an object, by name number.
  package func properties(of shape: ShapeID) -> [PropertyDeclaration] {
    let row = row(of: shape)
    let start = header(.properties) + Int(words[row]) * 3
    return (0..<Int(words[row + 1])).map { PropertyDeclaration(words, at: start + $0 * 3) }
  }

  /// The property of an object with a name as AWS writes it; logarithmic in the properties.
  package func property(_ name: Name, in shape: ShapeID) -> PropertyDeclaration? {
    let row = row(of: shape)
    let base = header(.properties)
    var low = Int(words[row])
    var high = low + Int(words[row + 1])
    while low < high {
      let middle = (low + high) / 2
      let found = UInt16(truncatingIfNeeded: words[base + middle * 3])
      if found == name.rawValue { return PropertyDeclaration(words, at: base + middle * 3) }
      if found < name.rawValue { low = middle + 1 } else { high = middle }
    }
    return nil
  }

  /// The words that the value of a property, or each element of it, is one of; empty for any.
  package func enumeration(of property: PropertyDeclaration) -> [String] {
    guard property.enumeration != 0 else { return [] }
    let start = property.enumeration + 1
    return words[start..<start + Int(words[property.enumeration])].map {
      text(TextID(rawValue: $0))
    }
  }

  private func row(of shape: ShapeID) -> Int {
    header(.shapes) + Int(shape.rawValue) * 4
  }
}

// MARK: - Names of the description language

extension Declarations {
  /// The property that a key in lower camel case means: `directInternetAccess`, also without `Id`
  /// or `Arn` (`subnet` for `SubnetId`). The full name wins over the short one.
  package func property(camelCase name: Name, in shape: ShapeID) -> PropertyDeclaration? {
    guard !name.isNone else { return nil }
    let base = header(.camelNames)
    let end = base + header(.camelNameCount)
    var low = base
    var high = end
    while low < high {
      let middle = (low + high) / 2
      if UInt16(truncatingIfNeeded: words[middle]) < name.rawValue {
        low = middle + 1
      } else {
        high = middle
      }
    }
    while low < end, UInt16(truncatingIfNeeded: words[low]) == name.rawValue {
      let canonical = Name(rawValue: UInt16(words[low] >> 16))
      if let property = property(canonical, in: shape) { return property }
      low += 1
    }
    return nil
  }
}

extension Declarations {
  /// The keys in lower camel case that mean a property of an object which can be written, sorted.
  /// Linear in all keys: made for suggestions.
  package func camelCaseNames(of shape: ShapeID) -> [String] {
    let base = header(.camelNames)
    var names: Set<String> = []
    for word in words[base..<base + header(.camelNameCount)] {
      guard let property = property(Name(rawValue: UInt16(word >> 16)), in: shape),
        !property.isReadOnly
      else { continue }
      names.insert(vocabulary.text(of: Name(rawValue: UInt16(truncatingIfNeeded: word))))
    }
    return names.sorted()
  }
}

extension Declarations {
  /// All keys in lower camel case by the property that they mean.
  package var camelCaseNames: [Name: [String]] {
    let base = header(.camelNames)
    var names: [Name: [String]] = [:]
    for word in words[base..<base + header(.camelNameCount)] {
      let key = vocabulary.text(of: Name(rawValue: UInt16(truncatingIfNeeded: word)))
      names[Name(rawValue: UInt16(word >> 16)), default: []].append(key)
    }
    return names
  }
}

// MARK: - Defaults

extension Declarations {
  /// AWS's defaults for the properties of an object; most objects have none.
  package func defaults(of shape: ShapeID) -> [DefaultDeclaration] {
    let row = row(of: shape)
    let start = header(.defaults) + Int(words[row + 2]) * 4
    return (0..<Int(words[row + 3])).map { DefaultDeclaration(words, at: start + $0 * 4) }
  }

  /// Writes the value of a default into a heap; it carries the flag `.defaulted`.
  package func value(of entry: DefaultDeclaration, in heap: inout ValueHeap) -> Value {
    var position = entry.literal
    var value = literal(at: &position, in: &heap)
    value.flags.insert(.defaulted)
    return value
  }

  private func literal(at position: inout Int, in heap: inout ValueHeap) -> Value {
    let word = words[position]
    position += 1
    switch word & 7 {
    case 0:
      return .bool(word >> 3 == 1)
    case 1:
      return .int(Int64(bitPattern: wideWord(at: &position)))
    case 2:
      return .double(Double(bitPattern: wideWord(at: &position)))
    case 3:
      return string(TextID(rawValue: word >> 3), in: &heap)
    case 4:
      return heap.list((0..<word >> 3).map { _ in literal(at: &position, in: &heap) })
    default:
      var run: [Value] = []
      for _ in 0..<word >> 3 {
        run.append(string(TextID(rawValue: words[position]), in: &heap))
        position += 1
        run.append(literal(at: &position, in: &heap))
      }
      return heap.map(alternating: run)
    }
  }

  private func string(_ id: TextID, in heap: inout ValueHeap) -> Value {
    let bytes = utf8(id)
    return heap.string(utf8: bytes, name: vocabulary.name(of: bytes))
  }

  private func wideWord(at position: inout Int) -> UInt64 {
    position += 2
    return UInt64(words[position - 2]) | UInt64(words[position - 1]) << 32
  }
}
