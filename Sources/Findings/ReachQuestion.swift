/// Whether packets get from one thing of an estate to another.
package struct ReachQuestion: Sendable {
  /// What the asker calls the question; answers repeat it. Nil where nobody has named it.
  package let id: String?
  /// The address of a resource, a block of addresses, or `internet`.
  package let source: String
  /// The same, or the name of a service of AWS's such as `s3`.
  package let target: String
  /// `tcp`, `udp`, `icmp`, `icmpv6`, a number, or `all`.
  package let `protocol`: String
  /// For TCP and UDP; nil for all.
  package let port: Int?
  /// Whether it is enough that packets arrive; else answers have to come back, too.
  package let isOneWay: Bool

  package init(
    id: String? = nil,
    from source: String,
    to target: String,
    protocol: String = "all",
    port: Int? = nil,
    isOneWay: Bool = false
  ) {
    self.id = id
    self.source = source
    self.target = target
    self.protocol = `protocol`
    self.port = port
    self.isOneWay = isOneWay
  }
}
