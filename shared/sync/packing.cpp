// LZ4 frames, by liblz4.
#include "sync/packing.hpp"

#include <lz4frame.h>

#include <memory>

namespace precall::sync {

std::string pack(std::string_view bytes) {
  LZ4F_preferences_t preferences = LZ4F_INIT_PREFERENCES;
  preferences.frameInfo.contentSize = bytes.size();
  std::string packed(LZ4F_compressFrameBound(bytes.size(), &preferences), '\0');
  packed.resize(
      LZ4F_compressFrame(packed.data(), packed.size(), bytes.data(), bytes.size(), &preferences));
  return packed;
}

std::string unpack(std::string_view packed, std::size_t bytes_max) {
  LZ4F_dctx* context = nullptr;
  if (LZ4F_isError(LZ4F_createDecompressionContext(&context, LZ4F_VERSION)) != 0) return {};
  const std::unique_ptr<LZ4F_dctx, decltype(&LZ4F_freeDecompressionContext)> owner(
      context, LZ4F_freeDecompressionContext);
  std::string bytes(bytes_max, '\0');
  std::size_t made = bytes.size();
  std::size_t taken = packed.size();
  const std::size_t left =
      LZ4F_decompress(context, bytes.data(), &made, packed.data(), &taken, nullptr);
  if (left != 0 || taken != packed.size()) return {};
  bytes.resize(made);
  return bytes;
}

}  // namespace precall::sync
