#include <algorithm>
#include <cctype>
#include <iostream>
#include <optional>

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "base/yaml.h"
#include "cli/commands.h"
#include "motion/parse_motion.h"
#include "outreach/message_file.h"

namespace handraise {
namespace {

using Json = nlohmann::ordered_json;

constexpr size_t kBytesMax = 256u << 20;

struct LintedMessage {
  std::string id, file;
  Place at;
  std::vector<Finding> findings;
  std::vector<FiledSpan> spans;       // of each finding
  std::vector<std::string> excerpts;  // the line of each finding
};
struct LintReport {
  std::vector<LintedMessage> messages;
  Errors errors;
  std::vector<std::string> files;
};

std::string dump(const Json& json) { return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"; }

std::string quoted(const std::string& words) {
  if (words.empty()) return "";
  std::string short_words = words;
  if (count_characters(short_words) > 80) {
    size_t end = 76;
    while (end > 0 && (static_cast<unsigned char>(short_words[end]) & 0xc0) == 0x80) --end;
    short_words = short_words.substr(0, end) + " …";
  }
  return " “" + replace_all(std::move(short_words), "\n", " ") + "”";
}

std::string counted(size_t count, const std::string& one) { return print_count(static_cast<double>(count)) + " " + one + (count == 1 ? "" : "s"); }

void print_text(const LintReport& report, std::ostream& out) {
  size_t findings = 0, faulty = 0;
  for (const LintedMessage& message : report.messages) {
    for (size_t i = 0; i < message.findings.size(); ++i) {
      const Finding& finding = message.findings[i];
      out << print_errors({{finding.rule + quoted(finding.words) + ": " + finding.why, message.spans[i].begin, "better: " + finding.better, message.excerpts[i]}});
    }
    findings += message.findings.size();
    faulty += !message.findings.empty();
  }
  out << counted(report.messages.size(), "message") << ", ";
  if (findings == 0) out << "nothing found\n";
  else out << counted(findings, "finding") << " in " << print_count(static_cast<double>(faulty)) << "\n";
}

Json errors_of(const LintReport& report) {
  Json list = Json::array();
  for (const Error& error : report.errors)
    list.push_back({{"file", error.where.file}, {"line", error.where.line}, {"column", error.where.column}, {"message", error.message}, {"hint", error.hint}});
  return list;
}

void print_json(const LintReport& report, std::ostream& out) {
  Json messages = Json::array();
  for (const LintedMessage& message : report.messages) {
    Json findings = Json::array();
    for (size_t i = 0; i < message.findings.size(); ++i) {
      const Finding& finding = message.findings[i];
      const FiledSpan& span = message.spans[i];
      findings.push_back({{"rule", finding.rule}, {"part", finding.part}, {"line", span.begin.line}, {"column", span.begin.column}, {"length", span.length},
                          {"words", finding.words}, {"why", finding.why}, {"better", finding.better}});
    }
    messages.push_back({{"id", message.id}, {"file", message.file}, {"line", message.at.line}, {"findings", findings}});
  }
  out << dump({{"messages", messages}, {"errors", errors_of(report)}});
}

// A path as the URI of SARIF: RFC 3986, everything but unreserved characters and slashes as %XX.
std::string uri_of(const std::string& path) {
  if (path == "-") return "stdin";
  static constexpr char kDigits[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80 && (std::isalnum(byte) != 0 || std::string_view("-._~/").find(c) != std::string_view::npos)) { out += c; continue; }
    out += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
  }
  return path.starts_with("/") ? "file://" + out : out;
}

// SARIF 2.1.0 (OASIS, 2020): lines and columns from 1, columns in code points, the end column behind the last character.
void print_sarif(const LintReport& report, const MessageRules& rules, std::ostream& out) {
  Json descriptions = Json::array();
  const std::vector<std::string> ids = rules.ids();
  for (const std::string& id : ids) {
    const RuleWords words = rules.words_of(id);
    descriptions.push_back({{"id", id}, {"shortDescription", {{"text", words.why}}}, {"help", {{"text", words.better}}}, {"defaultConfiguration", {{"level", "warning"}}}});
  }
  const auto location = [](const std::string& file, const Json& region) {
    Json physical = {{"artifactLocation", {{"uri", uri_of(file)}}}};
    if (!region.empty()) physical["region"] = region;
    return Json{{"physicalLocation", physical}};
  };
  Json results = Json::array();
  for (const LintedMessage& message : report.messages) {
    for (size_t i = 0; i < message.findings.size(); ++i) {
      const Finding& finding = message.findings[i];
      const FiledSpan& span = message.spans[i];
      Json where = location(message.file, {{"startLine", span.begin.line}, {"startColumn", span.begin.column}, {"endLine", span.end.line}, {"endColumn", span.end.column}});
      where["logicalLocations"] = Json::array({{{"name", message.id}, {"kind", "message"}}});
      results.push_back({{"ruleId", finding.rule}, {"ruleIndex", std::find(ids.begin(), ids.end(), finding.rule) - ids.begin()}, {"level", "warning"},
                         {"message", {{"text", finding.why + " Better: " + finding.better}}}, {"locations", Json::array({where})}});
    }
  }
  Json notices = Json::array();
  for (const Error& error : report.errors) {
    Json region = Json::object();
    if (error.where.line > 0) region = {{"startLine", error.where.line}, {"startColumn", std::max(error.where.column, 1)}};
    notices.push_back({{"level", "error"}, {"message", {{"text", error.message}}}, {"locations", Json::array({location(error.where.file, region)})}});
  }
  const Json driver = {{"name", "handraise lint"}, {"version", HANDRAISE_VERSION}, {"rules", descriptions}};
  const Json run = {{"tool", {{"driver", driver}}}, {"columnKind", "unicodeCodePoints"},
                    {"invocations", Json::array({{{"executionSuccessful", report.errors.empty()}, {"toolExecutionNotifications", notices}}})}, {"results", results}};
  out << dump({{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"}, {"version", "2.1.0"}, {"runs", Json::array({run})}});
}

}  // namespace

Exit run_lint(const LintOptions& options, Terminal& terminal) {
  const bool machine = options.json || options.sarif;
  if (options.json && options.sarif) return report({{"--json and --sarif exclude each other; expected one of them", {}, "", ""}}, terminal);
  const Result<MessageRules> rules = load_message_rules(terminal.directory + "/playbooks/outreach_rules.yaml");
  if (!rules) return report(rules.errors(), terminal, options.json);
  std::optional<MessageContext> of_motion;
  if (!options.motion.empty()) {
    const Result<std::string> text = read_file(options.motion, terminal, 8u << 20);
    if (!text) return report(text.errors(), terminal, options.json);
    const Result<Motion> motion = parse_motion(*text, options.motion);
    if (!motion) return report(motion.errors(), terminal, options.json);
    of_motion = kit_context(motion->outreach, motion->signals);
  }
  LintReport linted;
  for (const std::string& file : options.files) {
    bool cut = false;
    const Result<std::string> text = read_file(file, terminal, kBytesMax, &cut);
    if (!text) { linted.errors.insert(linted.errors.end(), text.errors().begin(), text.errors().end()); continue; }
    if (cut) { linted.errors.push_back({"is longer than 256 MB; expected messages", {file, 0, 0}, "give it in parts", ""}); continue; }
    const MessageForm form = form_of(file, *text);
    MessageFile read = read_message_file(*text, file, form);
    linted.errors.insert(linted.errors.end(), read.errors.begin(), read.errors.end());
    const FilePlaces places(*text, file);
    for (FiledMessage& message : read.messages) {
      if (of_motion) {
        message.context.approved.insert(message.context.approved.end(), of_motion->approved.begin(), of_motion->approved.end());
        message.context.unapproved.insert(message.context.unapproved.end(), of_motion->unapproved.begin(), of_motion->unapproved.end());
        message.context.never_mention = of_motion->never_mention;
      }
      message.context.filled |= options.filled;
      if (!message.context.subject_only || linted.messages.empty())
        linted.messages.push_back({message.text.id, file, places.place(message.text.body.empty() ? message.subject_at[0] : message.body_at[0]), {}, {}, {}});
      LintedMessage& done = linted.messages.back();   // a further subject belongs to the message before
      for (Finding& finding : check_message(message.text, *rules, message.context)) {
        done.spans.push_back(places.span(message, finding));
        done.excerpts.push_back(machine || form == MessageForm::json_lines ? "" : line_of(*text, done.spans.back().begin.line));
        done.findings.push_back(std::move(finding));
      }
    }
  }
  if (options.sarif) print_sarif(linted, *rules, terminal.out);
  else if (options.json) print_json(linted, terminal.out);
  else print_text(linted, terminal.out);
  terminal.err << print_errors(linted.errors);
  if (!linted.errors.empty()) return Exit::bad_input;
  const bool clean = std::all_of(linted.messages.begin(), linted.messages.end(), [](const LintedMessage& message) { return message.findings.empty(); });
  return clean ? Exit::done : Exit::failed;
}

}  // namespace handraise
