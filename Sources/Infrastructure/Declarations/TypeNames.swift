/// The names of all resource types of AWS, of which only some are declared.
package enum TypeNames {
  /// As of the schemas that the declarations were made of; types that are newer are missing.
  package static let all: Set<String> = {
    var names: Set<String> = []
    for line in Declarations.typeNames.split(separator: UInt8(ascii: "\n")) {
      let words = line.split(separator: UInt8(ascii: " ")).map {
        String(decoding: $0, as: UTF8.self)
      }
      for kind in words.dropFirst() { names.insert("\(words[0])::\(kind)") }
    }
    return names
  }()
}
