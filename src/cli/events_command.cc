#include <ostream>
#include <utility>

#include <nlohmann/json.hpp>

#include "base/csv.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/progress.h"
#include "cli/reject_list.h"
#include "engine/usage_profile.h"
#include "events/domain.h"
#include "events/usage.h"
#include "motion/parse_motion.h"

namespace handraise {
namespace {

constexpr size_t kNamesShown = 30;
constexpr size_t kReasonsShown = 8;

std::string number(uint64_t count) { return print_count(static_cast<double>(count)); }
std::string share(uint64_t part, uint64_t whole) { return print_percent(whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole), 1); }
std::string counted(uint64_t count, const std::string& one) { return number(count) + " " + one + (count == 1 ? "" : "s"); }

void print_text(const UsageSummary& usage, const UsageProfile& profile, const RejectList& rejects, const EventsOptions& options, std::ostream& out) {
  const auto row = [&](const std::string& name, const std::string& text) { out << name << std::string(12 - name.size(), ' ') << text << "\n"; };
  const uint64_t events = profile.all_events();
  row("records", number(usage.records) + ": " + counted(events, "event") + ", " + number(profile.identifies) + " identify, " + number(profile.groups) + " group, " + number(profile.aliases) + " alias");
  row("time", usage.first ? print_time(*usage.first) + " to " + print_time(*usage.last) : "none");
  row("users", number(profile.users) + (profile.users_personal > 0 ? ", " + number(profile.users_personal) + " of them with a personal address and no other account" : ""));
  row("accounts", number(profile.accounts));
  std::string whose = share(profile.events_of_accounts, events) + " of events belong to an account, " + share(profile.events_personal, events) + " to people with a personal address, " +
                      share(profile.events_unknown, events) + " to nobody known";
  if (profile.events_internal > 0) whose += ", " + share(profile.events_internal, events) + " are internal and count nowhere";
  row("mapped", events == 0 ? "no events" : whose);
  row("duplicates", number(usage.duplicates));
  row("rejected", number(usage.rejected) + (usage.rejected > 0 ? " of " + number(usage.lines) + " lines" : ""));
  size_t shown = 0;
  for (const RejectList::Reason& each : rejects.by_count()) {
    if (shown++ == kReasonsShown) { out << "            …\n"; break; }
    out << "            " << number(each.count) << " × " << escape_controls(each.reason) << " (first: " << escape_controls(each.first.file) << ":" << each.first.line << ")\n";
  }
  if (!options.rejects.empty()) out << "            written to " << escape_controls(options.rejects) << "\n";
  else if (usage.rejected > 0) out << "            every one with its line: --rejects FILE\n";
  for (const auto& [file, mapping] : usage.guessed) row("columns", escape_controls(file) + " " + escape_controls(print_mapping(mapping)) + "  (guessed; other columns are properties)");

  out << "\nevents by count\n";
  if (profile.events.empty()) out << "  none\n";
  const size_t width = profile.events.empty() ? 0 : number(profile.events[0].count).size();
  for (size_t i = 0; i < profile.events.size() && i < kNamesShown; ++i) {
    const std::string count = number(profile.events[i].count);
    out << "  " << std::string(width - count.size(), ' ') << count << "  " << escape_controls(profile.events[i].name) << "\n";
  }
  if (profile.events.size() > kNamesShown) {
    uint64_t rest = profile.events_of_other_names;
    for (size_t i = kNamesShown; i < profile.events.size(); ++i) rest += profile.events[i].count;
    out << "  and " << number(rest) << " of " << (profile.events_of_other_names > 0 ? "more than " : "") << number(profile.events.size() - kNamesShown) << " other names (all of them: --json)\n";
  }
  if (profile.findings.empty()) return;

  size_t missing = 0;
  for (const UsageFinding& finding : profile.findings) missing += finding.problems.empty() ? 0 : 1;
  out << "\n" << escape_controls(options.motion) << ": " << (missing == 0 ? "all it asks for occurs" : counted(missing, "part") + " asks for what does not occur here") << "\n";
  for (const UsageFinding& finding : profile.findings) {
    out << "  " << (finding.problems.empty() ? "ok       " : "missing  ") << escape_controls(finding.part);
    for (size_t i = 0; i < finding.events.size(); ++i) {
      out << (i == 0 ? ": " : ", ") << escape_controls(finding.events[i].name) << " " << number(finding.events[i].count);
    }
    if (!finding.events.empty()) out << "; " << number(finding.matching) << " match";
    out << "\n";
    for (const std::string& problem : finding.problems) out << "           " << escape_controls(problem) << "\n";
  }
}

void print_json(const UsageSummary& usage, const UsageProfile& profile, const RejectList& rejects, const EventsOptions& options, std::ostream& out) {
  using Json = nlohmann::ordered_json;
  const auto names = [](const std::vector<NameCount>& list) {
    Json all = Json::array();
    for (const NameCount& each : list) all.push_back({{"event", each.name}, {"count", each.count}});
    return all;
  };
  Json json;
  json["records"] = usage.records;
  json["lines"] = usage.lines;
  json["events"] = profile.all_events();
  json["track"] = profile.tracks;
  json["page"] = profile.pages;
  json["screen"] = profile.screens;
  json["identify"] = profile.identifies;
  json["group"] = profile.groups;
  json["alias"] = profile.aliases;
  json["first"] = usage.first ? Json(print_time(*usage.first)) : Json(nullptr);
  json["last"] = usage.last ? Json(print_time(*usage.last)) : Json(nullptr);
  json["sorted"] = usage.sorted;
  json["users"] = profile.users;
  json["users_personal"] = profile.users_personal;
  json["accounts"] = profile.accounts;
  json["events_of_accounts"] = profile.events_of_accounts;
  json["events_personal"] = profile.events_personal;
  json["events_unknown"] = profile.events_unknown;
  json["events_internal"] = profile.events_internal;
  json["duplicates"] = usage.duplicates;
  json["rejected"] = usage.rejected;
  json["reasons"] = Json::array();
  for (const RejectList::Reason& each : rejects.by_count()) json["reasons"].push_back({{"reason", each.reason}, {"count", each.count}, {"file", each.first.file}, {"line", each.first.line}});
  json["columns"] = Json::object();
  for (const auto& [file, mapping] : usage.guessed) {
    Json columns = Json::object();
    for (const auto& [name, column] : {std::pair<const char*, const std::string*>{"time", &mapping.time}, {"user", &mapping.user}, {"anonymous", &mapping.anonymous}, {"event", &mapping.event},
                                       {"account", &mapping.account}, {"email", &mapping.email}, {"message_id", &mapping.message_id}, {"type", &mapping.type}, {"previous", &mapping.previous},
                                       {"row_type", &mapping.row_type}}) {
      if (!column->empty()) columns[name] = *column;
    }
    json["columns"][file] = std::move(columns);
  }
  json["names"] = names(profile.events);
  json["events_of_other_names"] = profile.events_of_other_names;
  if (!options.motion.empty()) {
    json["motion"] = Json::array();
    for (const UsageFinding& finding : profile.findings) {
      json["motion"].push_back({{"part", finding.part}, {"events", names(finding.events)}, {"matching", finding.matching}, {"problems", finding.problems}});
    }
  }
  out << json.dump(2, ' ', false, Json::error_handler_t::replace) << "\n";
}

}  // namespace

Exit run_events(const EventsOptions& options, Terminal& terminal) {
  const Interruption interruption;
  Motion motion;
  if (!options.motion.empty()) {
    const Result<std::string> text = read_file(options.motion, terminal, 8u << 20);
    if (!text) return report(text.errors(), terminal, options.json);
    Result<Motion> read = parse_motion(*text, options.motion);
    if (!read) return report(read.errors(), terminal, options.json);
    motion = std::move(*read);
  }
  UsageOptions usage_options;
  usage_options.files = options.files;
  usage_options.mapping = motion.input;
  if (!options.mapping.empty()) {
    const Result<std::string> text = read_file(options.mapping, terminal, 1u << 20);
    if (!text) return report(text.errors(), terminal, options.json);
    Result<Mapping> mapping = parse_mapping(*text, options.mapping);
    if (!mapping) return report(mapping.errors(), terminal, options.json);
    usage_options.mapping = std::move(*mapping);
  }
  const Result<std::string> personal = read_file(terminal.directory + "/playbooks/personal_domains.txt", terminal, 8u << 20);
  if (!personal) return report(personal.errors(), terminal, options.json);
  RejectList rejects;
  if (const auto opened = rejects.open(options.rejects); !opened) return report(opened.errors(), terminal, options.json);

  ProgressLine line("reading", terminal);
  usage_options.strict = options.strict;
  usage_options.scratch_folder = terminal.scratch_folder;
  usage_options.reject = [&](const Reject& reject) { rejects.add(reject); };
  usage_options.progress = [&](const Progress& progress) { return line(progress); };
  usage_options.notice = [&](const std::string& notice) {
    line.clear();
    terminal.err << escape_controls(notice) << "\n";
  };
  UsageProfiler profiler(motion, !options.motion.empty(), parse_domain_list(*personal));
  const Result<UsageSummary> usage = read_usage(usage_options, profiler);
  line.clear();
  if (!usage) return report(usage.errors(), terminal, options.json);
  if (usage->interrupted) return stopped(terminal);
  if (const auto closed = rejects.close(); !closed) return report(closed.errors(), terminal, options.json);
  const UsageProfile profile = profiler.profile();
  if (options.json) print_json(*usage, profile, rejects, options, terminal.out);
  else print_text(*usage, profile, rejects, options, terminal.out);
  return Exit::done;
}

}  // namespace handraise
