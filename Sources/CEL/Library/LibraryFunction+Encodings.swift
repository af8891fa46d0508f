import Values

extension LibraryFunction {
  /// The `encoders` extension.
  static let encodings: [LibraryFunction] = [
    LibraryFunction("base64.encode", arity: 1...1, types: ["(bytes) -> string"]) {
      arguments,
      context in
      guard arguments[0].kind == .bytes else { return nil }
      return context.heap.string(utf8: Base64.encode(context.heap.utf8(arguments[0])))
    },
    LibraryFunction("base64.decode", arity: 1...1, types: ["(string) -> bytes"]) {
      arguments,
      context in
      guard arguments[0].kind == .string else { return nil }
      guard let bytes = Base64.decode(context.heap.utf8(arguments[0])) else {
        return context.error(.invalidArgument, "this text is not base64")
      }
      return context.heap.bytes(bytes)
    },
  ]
}
