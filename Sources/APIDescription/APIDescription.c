#include "APIDescription.h"

// The compiler reads the file as it stands. As an array literal of Swift it takes minutes.
static const uint8_t bytes[] = {
#embed "openapi.yaml"
};

const uint8_t *api_description(void) { return bytes; }
size_t api_description_size(void) { return sizeof bytes; }
