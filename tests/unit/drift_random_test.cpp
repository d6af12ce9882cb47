// Random edits of the company's page: each is found.
#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>

#include "drift_support.hpp"
#include "policy/sentences.hpp"

using namespace precall;
using namespace precall::test;

namespace {

Names lines_of(const std::string& text) {
  Names lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::string joined(const Names& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

std::string without_last_character(std::string word) {
  while (!word.empty() && (static_cast<unsigned char>(word.back()) & 0xC0) == 0x80) word.pop_back();
  if (!word.empty()) word.pop_back();
  return word;
}

Names edited_once(Names words, Random& random) {
  const Names others = {"không", "Mới", "phí", "15", "xyz"};
  const auto place = words.begin() + static_cast<std::ptrdiff_t>(random.below(words.size()));
  switch (random.below(6)) {
    case 0:
      words.insert(place, random.pick(others));
      break;
    case 1:
      words.erase(place);
      break;
    case 2:
      *place += "s";
      break;
    case 3:
      *place = random.pick(others);
      break;
    case 4:
      *place = without_last_character(*place);
      break;
    default:
      std::swap(*place, words[random.below(words.size())]);
  }
  return words;
}

// The words of a line, without the number or bullet that begins it.
Names words_of(const std::string& line) {
  Names words;
  for (const Sentence& sentence : cut_sentences(line)) {
    words.insert(words.end(), sentence.words.begin(), sentence.words.end());
  }
  return words;
}

}  // namespace

TEST_CASE("random edits of one line are always found, with the line's clause") {
  Random random(8080);
  const Drift untouched = drift_of(page());
  for (int i = 0; i < 2000; ++i) {
    const DriftEntry& entry = random.pick(untouched.entries);
    Names lines = lines_of(page());
    std::string& line = lines[entry.line - 1];
    const Names words = words_of(line);
    Names next = edited_once(words, random);
    while (next == words) next = edited_once(words, random);
    line = line.substr(0, line.find(words.front()));
    for (const std::string& word : next) line += word + " ";
    CAPTURE(line);
    const Drift drift = drift_of(joined(lines));
    REQUIRE(drift.drifted());
    REQUIRE(std::any_of(drift.entries.begin(), drift.entries.end(), [&](const DriftEntry& each) {
      return each.clause == entry.clause &&
             (each.state == DriftState::changed || each.state == DriftState::removed);
    }));
  }
}

TEST_CASE("random lines that are removed, doubled or moved are always found") {
  Random random(9090);
  const Drift untouched = drift_of(page());
  for (int i = 0; i < 1000; ++i) {
    const auto from = static_cast<std::ptrdiff_t>(random.pick(untouched.entries).line - 1);
    const auto to = static_cast<std::ptrdiff_t>(random.pick(untouched.entries).line - 1);
    const bool doubled = random.one_in(3);
    Names lines = lines_of(page());
    const std::string line = lines[static_cast<std::size_t>(from)];
    if (!doubled) lines.erase(lines.begin() + from);
    if (doubled || from != to) lines.insert(lines.begin() + to, line);
    CAPTURE(line);
    CAPTURE(to);
    REQUIRE(drift_of(joined(lines)).drifted());
  }
}

TEST_CASE("a page of random pieces never crashes, and never looks like the policy's") {
  Random random(7070);
  const Names pieces = {"1.", "•",     "\n",  " ", "khách", "hàng",
                        ".",  hotline, title, "?", ":",     "\u00A0"};
  for (int i = 0; i < 2000; ++i) {
    std::string text = "a";
    for (std::size_t length = random.below(60); length > 0; --length) text += random.pick(pieces);
    REQUIRE(drift_of(text).drifted());
  }
}
