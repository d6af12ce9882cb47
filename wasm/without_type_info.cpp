// Tables of the C++ runtime for catching and casting by type. The core does neither; they are named
// only by the standard exceptions, and empty ones keep the code behind them out of the download.
extern "C" {

extern const void* const _ZTVN10__cxxabiv117__class_type_infoE[8];
const void* const _ZTVN10__cxxabiv117__class_type_infoE[8] = {};
extern const void* const _ZTVN10__cxxabiv120__si_class_type_infoE[8];
const void* const _ZTVN10__cxxabiv120__si_class_type_infoE[8] = {};
}
