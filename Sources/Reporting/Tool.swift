/// The program that a report names as its maker.
package struct Tool: Sendable {
  package let name: String
  package let version: String
  /// Where its documentation stands; nil where there is no such page.
  package let informationURI: String?

  package init(name: String = "lintel", version: String, informationURI: String? = nil) {
    self.name = name
    self.version = version
    self.informationURI = informationURI
  }
}
