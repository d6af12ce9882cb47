// One HTTP request over libcurl.
#include "sync/outgoing_curl.hpp"

namespace precall::sync {
namespace {

RemoteOutcome send(const RemoteRequest& request, std::chrono::milliseconds patience) {
  Transfer transfer(request.url, "http,https", patience);
  CurlList headers;
  // libcurl waits a second for "100 Continue", which few back ends send.
  headers.add("Expect:");
  for (const HttpHeader& header : request.headers) {
    headers.add(header.name + ": " + header.value);
  }
  transfer.set(CURLOPT_HTTPHEADER, headers.get());
  transfer.set(CURLOPT_USERAGENT, "precall-sync");
  if (request.method != "GET") {
    transfer.set(CURLOPT_POSTFIELDS, request.body.data());
    transfer.set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    transfer.set(CURLOPT_CUSTOMREQUEST, request.method.c_str());
  }
  const CURLcode code = transfer.perform();
  if (code != CURLE_OK) return transfer.fault(code);
  RemoteResponse response;
  response.status = static_cast<unsigned>(transfer.response_code());
  response.body = transfer.received();
  curl_off_t seconds = 0;
  curl_easy_getinfo(transfer.handle(), CURLINFO_RETRY_AFTER, &seconds);
  if (seconds > 0) response.retry_after_seconds = seconds;
  return response;
}

}  // namespace

SendHttp http_sender(std::chrono::milliseconds patience) {
  return [patience](const RemoteRequest& request) { return send(request, patience); };
}

}  // namespace precall::sync
