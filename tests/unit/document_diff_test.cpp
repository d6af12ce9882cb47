// Differences of policy documents: nothing is missed, parts are matched by id, and places lead
// where they say.
#include "policy/document_diff.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "policy_mutation.hpp"
#include "random_policy.hpp"
#include "support.hpp"

using namespace precall;
using namespace precall::test;

namespace {

// The one difference of the company's policy to this.
DocumentChange only_change(const Json& after) {
  const auto changes = diff_documents(company_json(), after);
  REQUIRE(changes.size() == 1);
  return changes.front();
}

// The value that a place leads to.
Json at(const Json& document, const std::string& place) {
  return document[Json::json_pointer(place)];
}

void check_places(const Json& before, const Json& after) {
  for (const DocumentChange& change : diff_documents(before, after)) {
    CAPTURE(change.path);
    if (change.kind == ChangeKind::reordered) {
      CHECK(at(before, change.old_place) != at(after, change.new_place));
      continue;
    }
    CHECK(change.old_place.empty() == (change.kind == ChangeKind::added));
    CHECK(change.new_place.empty() == (change.kind == ChangeKind::removed));
    if (!change.old_place.empty()) CHECK(at(before, change.old_place) == change.before);
    if (!change.new_place.empty()) CHECK(at(after, change.new_place) == change.after);
    CHECK(change.before != change.after);
  }
}

}  // namespace

TEST_CASE("equal documents have no differences, however their text is written") {
  CHECK(diff_documents(company_json(), company_json()).empty());
  CHECK(diff_documents(company_json(), json_of(company_json().dump(4))).empty());
}

TEST_CASE("a change is found where it is, by id, with what it is about") {
  struct Case {
    const char* pointer;
    Json value;
    ChangeArea area;
    std::string path;
  };
  const Case cases[] = {
      {"/clauses/11/text/vi", "Khác.", ChangeArea::words, "/clauses/6.1/text/vi"},
      {"/clauses/1/label/en", "One", ChangeArea::words, "/clauses/1/label/en"},
      {"/questions/0/text/vi", "Có không?", ChangeArea::words, "/questions/owner_verified/text/vi"},
      {"/questions/0/how/en", "Do", ChangeArea::words, "/questions/owner_verified/how/en"},
      {"/questions/3/labels/true/vi", "Rồi", ChangeArea::words,
       "/questions/sales_designation/labels/true/vi"},
      {"/questions/11/options/1/text/en", "One", ChangeArea::words,
       "/questions/unpaid_costs/options/one/text/en"},
      {"/rules/0/message/vi", "Chưa", ChangeArea::words, "/rules/ownership_unproven/message/vi"},
      {"/follow_ups/documents/vi", "Gửi.", ChangeArea::words, "/follow_ups/documents/vi"},
      {"/forms/0/fields/0/label/en", "Name", ChangeArea::words,
       "/forms/support_request/fields/name/label/en"},
      {"/questions/10/max", 10, ChangeArea::structure, "/questions/prior_guidance_count/max"},
      {"/questions/0/type", "date", ChangeArea::structure, "/questions/owner_verified/type"},
      {"/rules/9/when", json_of(R"({">":[{"var":"prior_guidance_count"},2]})"), ChangeArea::logic,
       "/rules/guidance_repeated/when"},
      {"/rules/9/effect", "blocks", ChangeArea::logic, "/rules/guidance_repeated/effect"},
      {"/rules/9/clause", "6", ChangeArea::logic, "/rules/guidance_repeated/clause"},
      {"/questions/0/unsure", false, ChangeArea::other, "/questions/owner_verified/unsure"},
      {"/questions/0/clauses", json_of(R"(["2"])"), ChangeArea::other,
       "/questions/owner_verified/clauses"},
      {"/company/hotline/shown", "1", ChangeArea::other, "/company/hotline/shown"},
      {"/version", "2027-01-01", ChangeArea::other, "/version"}};
  for (const Case& one : cases) {
    CAPTURE(one.pointer);
    const Json after = with(company_json(), one.pointer, one.value);
    const DocumentChange change = only_change(after);
    CHECK(change.kind == ChangeKind::changed);
    CHECK(name_of(change.area) == name_of(one.area));
    CHECK(change.path == one.path);
    CHECK(change.old_place == one.pointer);
    CHECK(change.new_place == one.pointer);
    CHECK(change.after == one.value);
    CHECK(change.before == at(company_json(), one.pointer));
  }
}

TEST_CASE("a part that is added, removed or moved does not make the others look changed") {
  const DocumentChange removed = only_change(without(company_json(), "/rules/2"));
  CHECK(removed.kind == ChangeKind::removed);
  CHECK(name_of(removed.area) == "logic");
  CHECK(removed.path == "/rules/full_guidance_undesignated");
  CHECK(removed.old_place == "/rules/2");
  CHECK(removed.new_place.empty());

  Json more = company_json();
  Json option = json_of(R"({"id":"half","text":{"vi":"Một nửa"}})");
  more["questions"][11]["options"].insert(more["questions"][11]["options"].begin(), option);
  const DocumentChange added = only_change(more);
  CHECK(added.kind == ChangeKind::added);
  CHECK(name_of(added.area) == "structure");
  CHECK(added.path == "/questions/unpaid_costs/options/half");
  CHECK(added.new_place == "/questions/11/options/0");
  CHECK(added.after == option);

  Json moved = company_json();
  std::swap(moved["rules"][0], moved["rules"][5]);
  const DocumentChange reordered = only_change(moved);
  CHECK(reordered.kind == ChangeKind::reordered);
  CHECK(reordered.path == "/rules");

  const DocumentChange help = only_change(without(company_json(), "/questions/0/help"));
  CHECK(help.kind == ChangeKind::removed);
  CHECK(name_of(help.area) == "words");
}

TEST_CASE("a list without ids of its own, or with one twice, counts as one value") {
  const auto twice = json_of(R"({"list":[{"id":"a","x":1},{"id":"a","x":2}]})");
  const auto other = json_of(R"({"list":[{"id":"a","x":1},{"id":"a","x":3}]})");
  const auto changes = diff_documents(twice, other);
  REQUIRE(changes.size() == 1);
  CHECK(changes[0].path == "/list");
  CHECK(diff_documents(twice, twice).empty());
  CHECK(diff_documents(json_of("[1,2]"), json_of("[2,1]")).size() == 1);
  CHECK(diff_documents(json_of(R"({"a":null})"), json_of("{}")).size() == 1);
  CHECK(diff_documents(json_of(R"({"a":{}})"), json_of(R"({"a":[]})")).size() == 1);
}

TEST_CASE("random changes leave no difference out, and places lead to what differs") {
  constexpr std::uint64_t seed = 9090;
  CAPTURE(seed);
  Random random(seed);
  for (int i = 0; i < 300; ++i) {
    const Json before = random_policy(random);
    const Json after = mutated_policy(before, random);
    CAPTURE(before);
    CAPTURE(after);
    REQUIRE(diff_documents(before, after).empty() == (before == after));
    REQUIRE(diff_documents(after, before).empty() == (before == after));
    check_places(before, after);
  }
}

TEST_CASE("a value changed anywhere in the company's policy is found there") {
  const Json flat = company_json().flatten();
  for (const auto& item : flat.items()) {
    if (item.key().ends_with("/id") || item.key().find("/when/") != std::string::npos) continue;
    CAPTURE(item.key());
    const DocumentChange change = only_change(with(company_json(), item.key(), "changed"));
    // A list of plain values is one value.
    REQUIRE(item.key().find(change.new_place) == 0);
    check_places(company_json(), with(company_json(), item.key(), "changed"));
  }
}
