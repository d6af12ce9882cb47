// The parts of small policies.
#include "policy_builder.hpp"

#include "support.hpp"

namespace precall::test {
namespace {

Json words(const std::string& text) {
  return Json::object({{"vi", text}, {"en", text}});
}

Json question(const std::string& id, const std::string& type) {
  Json json = json_of(R"({"clauses":["1"],"unsure":true,"changeable":false,"evidence":"act"})");
  json["id"] = id;
  json["type"] = type;
  json["text"] = words("question " + id);
  return json;
}

}  // namespace

Json minimal_policy() {
  return json_of(R"({
    "format": "precall.policy/1", "id": "small", "version": "2026-01-01",
    "languages": ["vi", "en"], "utc_offset": "+07:00", "title": {"vi": "title"},
    "company": {"name": "Company", "hotline": {"shown": "028", "dial": "+842839743179"}},
    "notice": "intro", "contact": "intro",
    "clauses": [{"id": "intro", "label": {"vi": "intro"}, "text": {"vi": "intro"}},
                {"id": "1", "label": {"vi": "one"}, "text": {"vi": "one"}}],
    "questions": [], "steps": [], "rules": [],
    "forms": [
      {"id": "ask", "flow": "support", "title": {"vi": "ask"}, "intro": {"vi": "ask"},
       "requires": ["contact_consent"],
       "fields": [{"id": "contact_consent", "kind": "consent", "label": {"vi": "yes"},
                   "required": true}]},
      {"id": "talk", "flow": "consultation", "title": {"vi": "talk"}, "intro": {"vi": "talk"},
       "requires": ["contact_consent"],
       "fields": [{"id": "contact_consent", "kind": "consent", "label": {"vi": "yes"},
                   "required": true}]}]})");
}

Json boolean_question(const std::string& id) {
  return question(id, "boolean");
}

Json choice_question(const std::string& id, const std::vector<std::string>& options) {
  Json json = question(id, "choice");
  json["options"] = Json::array();
  for (const std::string& option : options) {
    json["options"].push_back(Json::object({{"id", option}, {"text", words(option)}}));
  }
  return json;
}

Json integer_question(const std::string& id, std::int64_t min, std::int64_t max) {
  Json json = question(id, "integer");
  json["min"] = min;
  json["max"] = max;
  return json;
}

Json date_question(const std::string& id) {
  return question(id, "date");
}

void add_question(Json& policy, const Json& question) {
  const std::string id = question["id"];
  policy["questions"].push_back(question);
  Json step = Json::object({{"id", "step_" + id}, {"title", words(id)}});
  step["questions"] = Json::array({id});
  policy["steps"].push_back(std::move(step));
}

void add_rule(Json& policy, const std::string& id, const std::string& effect, const Json& when) {
  policy["rules"].push_back(Json::object({{"id", id},
                                          {"clause", "1"},
                                          {"effect", effect},
                                          {"when", when},
                                          {"message", words("rule " + id)}}));
}

}  // namespace precall::test
