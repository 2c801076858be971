// Reads a file ahead of its use: one thread more for each processor, and whoever waits for records takes a piece apart himself, so that nobody is idle.
#pragma once

#include <memory>

#include "events/record_stream.h"

namespace handraise {

// The same records in the same batches. `file` must not be touched by others until the stream has ended or is gone; how far it is stands in each batch.
std::unique_ptr<BatchSource> read_ahead(std::unique_ptr<RecordStream> stream, const InputFile& file);

}  // namespace handraise
