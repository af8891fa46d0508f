/// Which way packets cross a border, seen from inside.
package enum Direction: Hashable, Sendable {
  case inbound, outbound
}
