// Reads a file on a thread of its own while its records are used: taking a line apart costs more than counting it.
#pragma once

#include <memory>

#include "events/record_stream.h"

namespace handraise {

// The same records in the same batches. `file` must not be touched by others until the stream has ended or is gone; how far it is stands in each batch.
std::unique_ptr<RecordStream> read_ahead(std::unique_ptr<RecordStream> stream, const InputFile& file);

}  // namespace handraise
