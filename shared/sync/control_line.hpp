// How a command reaches the spool: through the process that has it open, or by opening it itself
// where none has.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "sync/config.hpp"
#include "sync/edges.hpp"
#include "sync/http_message.hpp"
#include "sync/intake.hpp"

namespace precall::sync {

class ControlLine {
 public:
  ControlLine() = default;
  virtual ~ControlLine() = default;
  ControlLine(const ControlLine&) = delete;
  ControlLine& operator=(const ControlLine&) = delete;

  // The commands and answers of control.hpp.
  virtual Result<std::string> perform(const std::string& command, const std::string& arguments) = 0;
  // Takes a submission in; the receipt, once it is durable. An Error where nobody could be asked,
  // or the answer was lost.
  virtual Result<IntakeOutcome> submit(const std::string& bytes) = 0;
};

enum class ControlPurpose {
  look,   // at a spool that is there; an Error if there is none
  submit  // which also makes one
};

Result<std::unique_ptr<ControlLine>> open_control_line(const Config& config, ControlPurpose purpose,
                                                       const Edges& edges);

// On the control socket a command is a POST to "/NAME" with its arguments as the body, and a
// submission one to submit_path.
inline constexpr std::string_view submit_path = "/submit";

// 200 with the answer, or 422 with {"place","problem","remedy"}.
HttpResponse control_response(const Result<std::string>& answer);
// 200 with the receipt, or the same of a refusal; 503 where the same bytes may be taken later.
HttpResponse submit_response(const IntakeOutcome& outcome);

}  // namespace precall::sync
