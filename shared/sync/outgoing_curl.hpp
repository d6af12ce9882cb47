// A libcurl transfer with what HTTP and mail have in common. Only sync/outgoing_* include it.
#pragma once

#include <curl/curl.h>

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "sync/outgoing.hpp"

namespace precall::sync {

struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

// Lines for an option that takes a list; libcurl does not copy the list, so it outlives the
// transfer.
class CurlList {
 public:
  void add(const std::string& line);
  curl_slist* get() const { return list_.get(); }

 private:
  std::unique_ptr<curl_slist, FreeList> list_;
};

class Transfer {
 public:
  // `protocols` as libcurl lists them. No signals, no proxy, TLS verified, one connection of its
  // own, HTTP/1.1: libcurl would send again what a reused connection, or HTTP/2, did not answer.
  Transfer(const std::string& url, const char* protocols, std::chrono::milliseconds patience);

  template <class T>
  void set(CURLoption option, T value) {
    curl_easy_setopt(handle_.get(), option, value);
  }
  CURL* handle() const { return handle_.get(); }

  CURLcode perform();
  const std::string& received() const { return received_; }
  long response_code() const;
  bool sent_any() const;  // of the content

  // Why `code` came about.
  RemoteFault fault(CURLcode code) const;

 private:
  static std::size_t receive(char* bytes, std::size_t size, std::size_t count, void* transfer);

  struct Free {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  };
  std::unique_ptr<CURL, Free> handle_;
  std::string received_;
  bool too_long_ = false;
};

}  // namespace precall::sync
