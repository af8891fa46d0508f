#include "CBuiltins.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

// `#embed` is the only way to carry data that costs neither build time nor start-up: a Swift literal
// of this size takes minutes to compile, a resource bundle pulls in Foundation.

static const unsigned char declarations[] = {
#embed "declarations.bin"
};

static const unsigned char other_declarations[] = {
#embed "other-declarations.bin"
};

static const unsigned char serverless_policies[] = {
#embed "serverless-policies.json"
};

static const unsigned char serverless_connectors[] = {
#embed "serverless-connectors.json"
};

static const unsigned char authorization[] = {
#embed "authorization.bin"
};

lintel_embedded_bytes lintel_authorization(void) {
  return (lintel_embedded_bytes){authorization, sizeof authorization};
}

lintel_embedded_bytes lintel_serverless_policies(void) {
  return (lintel_embedded_bytes){serverless_policies, sizeof serverless_policies};
}

lintel_embedded_bytes lintel_serverless_connectors(void) {
  return (lintel_embedded_bytes){serverless_connectors, sizeof serverless_connectors};
}

lintel_embedded_bytes lintel_other_declarations(void) {
  return (lintel_embedded_bytes){other_declarations, sizeof other_declarations};
}

lintel_embedded_bytes lintel_declarations(void) {
  return (lintel_embedded_bytes){declarations, sizeof declarations};
}
