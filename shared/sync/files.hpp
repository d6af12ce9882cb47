// Reading whole files, and writing them so that they survive a power cut.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "base/result.hpp"

namespace precall::sync {

// A regular file of at most `bytes_max` bytes.
Result<std::string> read_file(const std::string& path, std::size_t bytes_max);

// The error of something that stands in a file, with the file's name before its place.
Error in_file(const std::string& path, Error error);

bool file_exists(const std::string& path);

// Makes the directory and its missing parents, and syncs their entries.
std::optional<Error> make_directory(const std::string& path);

// The directory part of a path, "." if there is none.
std::string directory_of(const std::string& path);

// Puts `bytes` into DIRECTORY/NAME: whoever reads it finds all of it or nothing, and once this
// returns nothing, so it stays after a power cut. An existing file of that name is replaced.
std::optional<Error> write_file(const std::string& directory, const std::string& name,
                                const std::string& bytes, unsigned mode = 0640);

// Whether nobody but its owner may read or write the file.
bool is_private(const std::string& path);

// Makes sure that the directory's entries are on disk.
std::optional<Error> sync_directory(const std::string& directory);

}  // namespace precall::sync
