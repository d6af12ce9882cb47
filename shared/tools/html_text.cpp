// Writes the text down as the parser goes through the page, so that no tree is built.
#include "tools/html_text.hpp"

#include <libxml/HTMLparser.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <vector>

#include "base/limits.hpp"

namespace precall::tool {
namespace {

constexpr std::string_view blocks =
    " address article aside blockquote body br button caption center dd details div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol option p pre "
    "section select summary table tbody td tfoot th thead tr ul ";
constexpr std::string_view unseen = " head noscript script style template textarea title ";
constexpr std::string_view white = " \t\r\n\f";

bool is_one_of(std::string_view name, std::string_view names) {
  return names.find(" " + std::string(name) + " ") != std::string_view::npos;
}

std::string_view view_of(const xmlChar* text) {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

// The attributes of an element: names and values in turn.
class Attributes {
 public:
  explicit Attributes(const xmlChar** list) : list_(list) {}

  bool has(std::string_view name) const { return find(name) != nullptr; }
  std::string_view text(std::string_view name) const {
    const xmlChar** found = find(name);
    return found == nullptr ? std::string_view() : view_of(found[1]);
  }
  int number(std::string_view name, int otherwise) const {
    const std::string_view digits = text(name);
    std::from_chars(digits.data(), digits.data() + digits.size(), otherwise);
    return otherwise;
  }

 private:
  const xmlChar** find(std::string_view name) const {
    for (const xmlChar** each = list_; each != nullptr && *each != nullptr; each += 2) {
      if (view_of(*each) == name) return each;
    }
    return nullptr;
  }

  const xmlChar** list_;
};

// Whether the words begin with a number like "6." of their own.
bool begins_with_number(std::string_view words) {
  const std::size_t digits = std::min(words.find_first_not_of("0123456789"), words.size());
  return digits != 0 && digits < words.size() && (words[digits] == '.' || words[digits] == ')');
}

class TextWriter {
 public:
  const std::string& text() const { return text_; }

  bool too_deep() const { return depth_ > limits::html_depth_max; }

  void enter(std::string_view name, const Attributes& attributes) {
    ++depth_;
    if (unseen_ > 0 || is_one_of(name, unseen) || attributes.has("hidden")) {
      ++unseen_;
      return;
    }
    if (is_one_of(name, blocks)) end_line();
    if (name == "pre") ++preformatted_;
    if (name == "ol" || name == "ul") open_list(name == "ol", attributes);
    if (name == "li") begin_entry(attributes);
  }

  void leave(std::string_view name) {
    if (depth_ > 0) --depth_;
    if (unseen_ > 0) {
      --unseen_;
      return;
    }
    if (is_one_of(name, blocks)) end_line();
    if (name == "pre" && preformatted_ > 0) --preformatted_;
    if ((name == "ol" || name == "ul") && !lists_.empty()) lists_.pop_back();
    if (name == "li") mark_.clear();
  }

  // White space is one space, but within preformatted text lines stay lines.
  void write(std::string_view words) {
    while (unseen_ == 0 && !words.empty()) {
      const std::size_t space = std::min(words.find_first_not_of(white), words.size());
      if (preformatted_ > 0 && words.substr(0, space).find('\n') != words.npos) end_line();
      if (space > 0 && within_line()) text_ += ' ';
      words.remove_prefix(space);
      const std::size_t word = std::min(words.find_first_of(white), words.size());
      if (word > 0 && !mark_.empty()) {
        if (!begins_with_number(words)) text_ += mark_;
        mark_.clear();
      }
      text_ += words.substr(0, word);
      words.remove_prefix(word);
    }
  }

 private:
  // A list being written. Entries of an unordered one have a bullet.
  struct List {
    bool numbered = false;
    int last = 0;
  };

  void open_list(bool ordered, const Attributes& attributes) {
    const std::string_view type = attributes.text("type");
    const bool numbered = ordered && (type.empty() || type == "1");
    lists_.push_back({numbered, attributes.number("start", 1) - 1});
  }

  void begin_entry(const Attributes& attributes) {
    mark_ = "• ";
    if (lists_.empty() || !lists_.back().numbered) return;
    lists_.back().last = attributes.number("value", lists_.back().last + 1);
    mark_ = std::to_string(lists_.back().last) + ". ";
  }

  bool within_line() const { return !text_.empty() && text_.back() != '\n'; }
  void end_line() {
    if (within_line()) text_ += '\n';
  }

  std::string text_;
  std::string mark_;  // of the entry that begins, until its first word
  std::vector<List> lists_;
  int preformatted_ = 0;
  std::size_t depth_ = 0;
  std::size_t unseen_ = 0;  // how deep within what people do not see
};

// What the parser's calls work on.
struct Reading {
  TextWriter writer;
  htmlParserCtxt* parser = nullptr;
  bool stopped = false;
};

void on_start(void* context, const xmlChar* name, const xmlChar** attributes) {
  Reading& reading = *static_cast<Reading*>(context);
  reading.writer.enter(view_of(name), Attributes(attributes));
  if (!reading.writer.too_deep() || reading.stopped) return;
  reading.stopped = true;
  xmlStopParser(reading.parser);
}

void on_end(void* context, const xmlChar* name) {
  static_cast<Reading*>(context)->writer.leave(view_of(name));
}

void on_text(void* context, const xmlChar* text, int size) {
  static_cast<Reading*>(context)->writer.write(
      {reinterpret_cast<const char*>(text), static_cast<std::size_t>(size)});
}

struct FreeParser {
  void operator()(htmlParserCtxt* parser) const { htmlFreeParserCtxt(parser); }
};

}  // namespace

bool looks_like_html(std::string_view text) {
  if (text.starts_with("\uFEFF")) text.remove_prefix(3);
  const std::size_t first = text.find_first_not_of(white);
  return first != text.npos && text[first] == '<';
}

Result<std::string> html_to_text(std::string_view html) {
  Reading reading;
  htmlSAXHandler handler{};
  handler.startElement = on_start;
  handler.endElement = on_end;
  handler.characters = on_text;
  handler.ignorableWhitespace = on_text;
  handler.cdataBlock = on_text;
  const std::unique_ptr<htmlParserCtxt, FreeParser> parser(
      htmlCreatePushParserCtxt(&handler, &reading, nullptr, 0, nullptr, XML_CHAR_ENCODING_UTF8));
  if (parser == nullptr) return Error{"", "no memory to read HTML", "give plain text"};
  reading.parser = parser.get();
  // The text is known to be UTF-8, whatever the page says of itself.
  htmlCtxtUseOptions(parser.get(), HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                       HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
  htmlParseChunk(parser.get(), html.data(), static_cast<int>(html.size()), 1);
  if (!reading.stopped) return reading.writer.text();
  return Error{"", "elements nest deeper than " + std::to_string(limits::html_depth_max),
               "give the page as plain text"};
}

}  // namespace precall::tool
