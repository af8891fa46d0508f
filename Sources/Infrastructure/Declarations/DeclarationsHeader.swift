/// The first words of the table; `schemas/blob.py` has the same list.
enum DeclarationsHeader: Int, CaseIterable {
  case magic, format, digestLow, digestHigh, wordCount, nameCount, slotCount
  case nameByteCount, textByteCount, firstTypeName, typeCount, types, attributes
  case shapes, shapeCount, properties, defaults, camelNames, camelNameCount, texts
  case origin
}
