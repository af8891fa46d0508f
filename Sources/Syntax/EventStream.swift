import CLibYAML

/// libyaml's parser over a text in UTF-8, event by event.
///
/// The pointers are safe to hold: both are allocated and initialised in `init`, freed in `deinit`
/// only, and what they point at is copied out by the accessors.
@safe
struct EventStream: ~Copyable {
  /// What libyaml has to say about a text that it refuses.
  struct Problem {
    let text: String
    /// Characters from the beginning of the text, as everywhere in libyaml.
    let index: Int
    let context: String
    let contextIndex: Int
  }

  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let event: UnsafeMutablePointer<yaml_event_t>

  /// - Parameter text: valid UTF-8 without a byte order mark; has to outlive the stream.
  @unsafe
  init(_ text: UnsafeBufferPointer<UInt8>) {
    // Memory of our own, freed in deinit.
    unsafe parser = .allocate(capacity: 1)
    unsafe event = .allocate(capacity: 1)
    // An event of zeros is libyaml's empty event; its parser is filled in by its own function.
    unsafe event.initialize(to: yaml_event_t())
    unsafe yaml_parser_initialize(parser)
    unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    unsafe yaml_parser_set_input_string(parser, text.baseAddress, text.count)
  }

  deinit {
    // Both are initialised, and nothing else refers to them.
    unsafe yaml_event_delete(event)
    unsafe yaml_parser_delete(parser)
    unsafe event.deallocate()
    unsafe parser.deallocate()
  }

  /// Goes to the next event; false where the text is not YAML.
  @inline(__always)
  mutating func advance() -> Bool {
    // The event before is libyaml's to free, and is not looked at again.
    unsafe yaml_event_delete(event)
    return unsafe yaml_parser_parse(parser, event) != 0
  }

  /// Why ``advance()`` failed.
  var problem: Problem {
    // The parser lives; its strings are constants of libyaml.
    let parser = unsafe parser.pointee
    return unsafe Problem(
      text: parser.problem.map { unsafe String(cString: $0) } ?? "",
      index: parser.problem_mark.index,
      context: parser.context.map { unsafe String(cString: $0) } ?? "",
      contextIndex: parser.context_mark.index
    )
  }

  /// What the current event is.
  @inline(__always)
  var type: yaml_event_type_t {
    // A plain field of an initialised event.
    unsafe event.pointee.type
  }

  @inline(__always)
  var startIndex: Int {
    // A plain field of an initialised event.
    unsafe event.pointee.start_mark.index
  }

  @inline(__always)
  var endIndex: Int {
    // A plain field of an initialised event.
    unsafe event.pointee.end_mark.index
  }

  /// The style of a scalar event.
  @inline(__always)
  var scalarStyle: yaml_scalar_style_t {
    // The reader asks only while `type` is a scalar.
    unsafe event.pointee.data.scalar.style
  }

  /// The text of a scalar event, until the next one.
  @unsafe
  @inline(__always)
  var scalarText: UnsafeBufferPointer<UInt8> {
    // The reader asks only while `type` is a scalar; libyaml gives as many bytes as it says.
    let scalar = unsafe event.pointee.data.scalar
    return unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
  }

  /// Whether a mapping or sequence is written with brackets.
  @inline(__always)
  var isFlow: Bool {
    // The reader asks only while `type` is the start of a collection.
    if type == YAML_MAPPING_START_EVENT {
      return unsafe event.pointee.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
    }
    return unsafe event.pointee.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE
  }

  /// The tag of a scalar or collection start, its handle expanded, until the next event.
  @unsafe
  @inline(__always)
  var tag: UnsafeBufferPointer<UInt8>? {
    // The union's field is chosen by the event's type.
    let tag =
      switch type {
      case YAML_SCALAR_EVENT: unsafe event.pointee.data.scalar.tag
      case YAML_MAPPING_START_EVENT: unsafe event.pointee.data.mapping_start.tag
      case YAML_SEQUENCE_START_EVENT: unsafe event.pointee.data.sequence_start.tag
      default: unsafe nil as UnsafeMutablePointer<yaml_char_t>?
      }
    guard let tag = unsafe tag else { return nil }
    // libyaml's strings end in zero.
    var count = 0
    while unsafe tag[count] != 0 { count += 1 }
    return unsafe UnsafeBufferPointer(start: tag, count: count)
  }

  /// The anchor of a node, or the one that an alias names.
  @inline(__always)
  var anchor: String? {
    // The union's field is chosen by the event's type.
    let anchor =
      switch type {
      case YAML_SCALAR_EVENT: unsafe event.pointee.data.scalar.anchor
      case YAML_MAPPING_START_EVENT: unsafe event.pointee.data.mapping_start.anchor
      case YAML_SEQUENCE_START_EVENT: unsafe event.pointee.data.sequence_start.anchor
      case YAML_ALIAS_EVENT: unsafe event.pointee.data.alias.anchor
      default: unsafe nil as UnsafeMutablePointer<yaml_char_t>?
      }
    // libyaml's strings end in zero.
    return unsafe anchor.map { unsafe String(cString: $0) }
  }
}
