// Fills a mapping's request with values.
#pragma once

#include <optional>
#include <string>

#include "sync/outgoing.hpp"
#include "sync/targets/mapping.hpp"

namespace precall::sync {

// Nothing if a header's value would break its line. `submission` is the frozen bytes. Headers with
// empty values are left out; "Accept" and "Content-Type" are added where the mapping has none.
std::optional<RemoteRequest> fill_request(const RequestTemplate& request,
                                          const std::optional<BasicTemplate>& basic,
                                          const Values& values, const std::string& submission);

// Whether everything in `expected` stands in `document`. A number and its text are the same.
bool holds_all(const Json& document, const Expected& expected);

// What is wrong with the address that a variable puts at the start of a URL, if anything.
std::optional<Error> check_base_url(const std::string& url);

}  // namespace precall::sync
