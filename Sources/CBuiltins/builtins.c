#include "CBuiltins.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

// `#embed` is the only way to carry data that costs neither build time nor start-up: a Swift literal
// of this size takes minutes to compile, a resource bundle pulls in Foundation.

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char declarations[] = {
#embed "declarations.bin"
};

lintel_embedded_bytes lintel_declarations(void) {
  return (lintel_embedded_bytes){declarations, sizeof declarations};
}
