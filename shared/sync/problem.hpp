// Refusals in the form of RFC 9457: every answer that is not a success looks like this.
#pragma once

#include <string_view>

#include "base/result.hpp"
#include "sync/http_message.hpp"

namespace precall::sync {

// {"type","title","status","detail","pointer"?} as application/problem+json. The pointer is the
// error's place in the submission and missing where the whole of it is meant. Types are
// "about:blank" where the status says all, else "urn:precall:problem:<name>":
//   malformed      400  not HTTP, not UTF-8, or not JSON as we read it
//   not-accepted   422  read, but not a submission that may be stored; pointer says where
//   conflict       422  the id is taken by a submission with other bytes
//   unavailable    503  nothing can be stored now; the same bytes may be sent again
HttpResponse problem(unsigned status, std::string_view name, const Error& error);

// The same, without a type of its own.
HttpResponse problem(unsigned status, std::string_view detail);

}  // namespace precall::sync
