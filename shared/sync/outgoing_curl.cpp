// One libcurl transfer, set up the same way for HTTP and mail.
#include "sync/outgoing_curl.hpp"

#include <algorithm>

namespace precall::sync {
namespace {

constexpr std::chrono::milliseconds connect_patience{10000};

// Before the first handle, and once; libcurl would do it by itself, but not safely among threads.
void start_curl() {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  static_cast<void>(started);
}

}  // namespace

void CurlList::add(const std::string& line) {
  curl_slist* longer = curl_slist_append(list_.get(), line.c_str());
  if (longer == nullptr) return;
  static_cast<void>(list_.release());
  list_.reset(longer);
}

Transfer::Transfer(const std::string& url, const char* protocols,
                   std::chrono::milliseconds patience) {
  start_curl();
  handle_.reset(curl_easy_init());
  set(CURLOPT_URL, url.c_str());
  set(CURLOPT_PROTOCOLS_STR, protocols);
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_PROXY, "");
  set(CURLOPT_SSL_VERIFYPEER, 1L);
  set(CURLOPT_SSL_VERIFYHOST, 2L);
  set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  set(CURLOPT_FRESH_CONNECT, 1L);
  set(CURLOPT_FORBID_REUSE, 1L);
  set(CURLOPT_TIMEOUT_MS, static_cast<long>(patience.count()));
  set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(std::min(patience, connect_patience).count()));
  set(CURLOPT_WRITEFUNCTION, &Transfer::receive);
  set(CURLOPT_WRITEDATA, this);
}

std::size_t Transfer::receive(char* bytes, std::size_t size, std::size_t count, void* transfer) {
  auto* self = static_cast<Transfer*>(transfer);
  const std::size_t length = size * count;
  if (length > limits::remote_bytes_max - self->received_.size()) {
    self->too_long_ = true;
    return 0;
  }
  self->received_.append(bytes, length);
  return length;
}

CURLcode Transfer::perform() {
  return curl_easy_perform(handle_.get());
}

long Transfer::response_code() const {
  long code = 0;
  curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &code);
  return code;
}

bool Transfer::sent_any() const {
  curl_off_t bytes = 0;
  curl_easy_getinfo(handle_.get(), CURLINFO_SIZE_UPLOAD_T, &bytes);
  return bytes > 0;
}

RemoteFault Transfer::fault(CURLcode code) const {
  if (too_long_) return RemoteFault::too_long;
  // libcurl has the same code for an answer that is not HTTP.
  long sent = 0;
  curl_easy_getinfo(handle_.get(), CURLINFO_REQUEST_SIZE, &sent);
  if (code == CURLE_UNSUPPORTED_PROTOCOL && sent > 0) return RemoteFault::cut_off;
  switch (code) {
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
      return RemoteFault::bad_address;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
      return RemoteFault::unreachable;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_USE_SSL_FAILED:
      return RemoteFault::tls;
    case CURLE_OPERATION_TIMEDOUT:
      return RemoteFault::timed_out;
    default:
      return RemoteFault::cut_off;
  }
}

std::string_view words_of(RemoteFault fault) {
  switch (fault) {
    case RemoteFault::bad_address:
      return "the address cannot be used";
    case RemoteFault::unreachable:
      return "nobody answers at the address";
    case RemoteFault::tls:
      return "no TLS connection, or a certificate that cannot be verified";
    case RemoteFault::timed_out:
      return "no answer in time";
    case RemoteFault::cut_off:
      return "the connection was cut off";
    case RemoteFault::too_long:
      return "the answer is too long";
  }
  return "";
}

}  // namespace precall::sync
