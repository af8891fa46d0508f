#ifndef LINTEL_CBUILTINS_H
#define LINTEL_CBUILTINS_H

#include <stddef.h>

/// Bytes that are part of the executable: they live as long as the process and never change.
typedef struct {
  const unsigned char *start;
  size_t count;
} lintel_embedded_bytes;

/// The resource declarations that `schemas/generate.py` wrote.
lintel_embedded_bytes lintel_declarations(void);

#endif
