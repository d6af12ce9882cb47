// What the client's module asks of its host beyond the browser: the digest, given to the factory as
// `sha256`. A library for Emscripten's linker; runs inside the generated glue.
mergeInto(LibraryManager.library, {
  host_sha256: function (address, length, out) {
    HEAPU8.set(Module['sha256'](HEAPU8.slice(address, address + length)), out);
  },
});
