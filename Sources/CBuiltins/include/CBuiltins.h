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

/// The declarations of all other resource types of AWS, in the same layout.
lintel_embedded_bytes lintel_other_declarations(void);

/// The policy templates of the serverless application model that `schemas/serverless.py` wrote.
lintel_embedded_bytes lintel_serverless_policies(void);

/// What connectors of the model grant, as the same script wrote it.
lintel_embedded_bytes lintel_serverless_connectors(void);

/// The service authorization reference and AWS's managed policies, as `schemas/authorization.py` wrote
/// them.
lintel_embedded_bytes lintel_authorization(void);

/// One policy document of `policies/`.
typedef struct {
  /// `policies/network-isolation/model-in-vpc.yaml`
  const char *path;
  /// The folder: `network-isolation`.
  const char *domain;
  /// The resource types that it matches, with blanks between them.
  const char *types;
  lintel_embedded_bytes text;
} lintel_policy;

unsigned int lintel_policy_count(void);

/// `index` must be below the count.
lintel_policy lintel_policy_at(unsigned int index);

/// How many bytes of a policy's text stand before its tests, which are always the last key.
size_t lintel_policy_rules_size(unsigned int index);

#endif
