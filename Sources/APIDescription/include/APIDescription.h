#pragma once

#include <stddef.h>
#include <stdint.h>

/// The service's API as it describes itself to programs (`openapi.yaml`, OpenAPI 3.1): every route, schema, refusal and
/// example, UTF-8. It lives as long as the program.
const uint8_t *_Nonnull api_description(void);

/// How many bytes the description has.
size_t api_description_size(void);
