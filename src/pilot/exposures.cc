#include "pilot/exposures.h"

#include <unordered_map>

#include "base/csv.h"
#include "base/text.h"
#include "base/yaml.h"
#include "motion/print_motion.h"
#include "pilot/pilot_table.h"

namespace handraise {
namespace {

// Never told to two things alike: each part with its length before it.
void add(std::string& message, std::string_view part) {
  message += std::to_string(part.size());
  message += ':';
  message += part;
}

void write_out(const YamlNode& node, const std::string& path, std::string& out) {
  if (node.is_scalar()) add(out, path), add(out, node.text);
  for (size_t i = 0; i < node.items.size(); ++i) write_out(node.items[i], path + "[" + std::to_string(i) + "]", out);
  for (const auto& [key, value] : node.fields) write_out(value, path + "." + key, out);
}

}  // namespace

const HashKey kPublicKey = {'h', 'a', 'n', 'd', 'r', 'a', 'i', 's', 'e', ' ', 'p', 'i', 'l', 'o', 't', 's'};

std::string_view name_of(ExposureArm arm) {
  static constexpr std::string_view names[] = {"treatment", "holdout", "hand_raise", "owned"};
  return names[static_cast<int>(arm)];
}

std::string motion_id(const Motion& motion) {
  Motion plan;   // of the motion what decides, without words
  plan.unit = motion.unit;
  plan.time_zone = motion.time_zone;
  plan.identity = motion.identity;
  for (Signal signal : motion.signals) {
    signal.phrase = signal.label = signal.why = signal.false_positives = signal.control = signal.source = "";
    signal.approved = false;
    signal.from = Origin::assumed;
    plan.signals.push_back(std::move(signal));
  }
  plan.qualify = motion.qualify;
  for (Exclusion& exclusion : plan.qualify.never_if) exclusion.why = "";
  plan.segment.all = motion.segment.all;
  plan.pilot.weeks = motion.pilot.weeks;
  plan.pilot.rule = motion.pilot.rule;
  plan.pilot.looks = motion.pilot.looks;
  plan.pilot.power = motion.pilot.power;
  plan.pilot.alpha = motion.pilot.alpha;
  for (const Arm& arm : motion.pilot.arms) plan.pilot.arms.push_back({arm.name, arm.share, ""});
  for (const Trigger& trigger : motion.pilot.triggers) {
    Trigger counts;
    counts.name = trigger.name, counts.kind = trigger.kind, counts.counts = trigger.counts, counts.k = trigger.k;
    plan.pilot.triggers.push_back(counts);
  }
  std::string message;
  // By key and value, so that neither comments nor the order of a printer change it.
  const Result<YamlNode> tree = parse_yaml(print_motion(plan), "motion");
  if (tree) write_out(*tree, "", message);
  for (const char* name : {"baseline_rate", "wanted_lift", "horizon_days"}) {
    const Quantity* quantity = motion.quantity(name);
    add(message, name), add(message, quantity != nullptr ? print_number(quantity->value) : "");
  }
  static const char digits[] = "0123456789abcdef";
  const uint64_t hash = sip_hash(kPublicKey, message);
  std::string id;
  for (int shift = 60; shift >= 0; shift -= 4) id += digits[(hash >> shift) & 0xF];
  return id;
}

Result<HashKey> parse_hash_key(std::string_view text, const std::string& file) {
  text = trim(text);
  HashKey key{};
  const auto digit = [](char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1; };
  bool good = text.size() == 32;
  for (size_t i = 0; good && i < 32; ++i) {
    good = digit(text[i]) >= 0;
    if (good) key[i / 2] = static_cast<uint8_t>(key[i / 2] << 4 | digit(text[i]));
  }
  if (!good) return Error{"is no key; expected 32 hexadecimal digits", {file, 1, 1}, "make one: od -An -N16 -tx1 /dev/urandom | tr -d ' \\n'", ""};
  return key;
}

ExposureArm draw_arm(const HashKey& key, const std::string& motion, const std::string& stratum, const std::string& account, double holdout_share) {
  std::string message;
  add(message, motion), add(message, stratum), add(message, account);
  const double share = static_cast<double>(sip_hash(key, message) >> 11) * 0x1p-53;
  return share < holdout_share ? ExposureArm::holdout : ExposureArm::treatment;
}

double holdout_share(const Motion& motion) {
  for (const Arm& arm : motion.pilot.arms) if (arm.name == "holdout") return arm.share;
  return 0;
}

Result<std::vector<Exposure>> read_exposures(std::string_view text, const std::string& file) {
  std::vector<Exposure> exposures;
  std::vector<TableColumn> columns = {{"account"}, {"at"}, {"arm"}, {"stratum", false}, {"motion"}};
  std::unordered_map<std::string, int64_t> lines;
  const Result<bool> read = read_table(text, file, columns, "account,at,arm,stratum,motion", [&](const CsvRow& row, const TableWrong& wrong) {
    const auto cell = [&](size_t column) { return columns[column].at < row.cells.size() ? std::string(csv_text(row.cells[columns[column].at])) : std::string(); };
    Exposure each;
    each.line = row.line;
    each.account = cell(0), each.stratum = cell(3), each.motion = cell(4);
    const std::optional<Timestamp> at = parse_time(cell(1));
    bool known = false;
    for (const ExposureArm arm : {ExposureArm::treatment, ExposureArm::holdout, ExposureArm::hand_raise, ExposureArm::owned}) {
      if (cell(2) == name_of(arm)) each.arm = arm, known = true;
    }
    const auto before = lines.find(each.account);
    if (each.account.empty()) wrong(columns[0].at, "no account");
    else if (before != lines.end()) wrong(columns[0].at, "account '" + each.account + "' stands in line " + std::to_string(before->second) + " already");
    else if (!at) wrong(columns[1].at, "'" + cell(1) + "' is no time; expected one as 2026-03-02T09:00:00Z");
    else if (!known) wrong(columns[2].at, "'" + cell(2) + "' is no arm; expected treatment, holdout, hand_raise or owned");
    else {
      each.at = *at;
      lines.emplace(each.account, row.line);
      exposures.push_back(std::move(each));
    }
  });
  if (!read) return read.errors();
  return exposures;
}

Result<bool> check_motion(const std::vector<Exposure>& exposures, const std::string& motion, const std::string& file) {
  for (const Exposure& each : exposures) {
    if (each.motion == motion) continue;
    return Error{"account '" + each.account + "' was drawn under motion " + each.motion + "; this one is " + motion, {file, static_cast<int>(each.line), 1}, "who qualifies or the pilot's plan has changed since: go on with the motion as it was, or begin a new file of exposures", ""};
  }
  return true;
}

std::string print_exposures(const std::vector<Exposure>& exposures, bool header) {
  std::string out = header ? "account,at,arm,stratum,motion\n" : "";
  for (const Exposure& each : exposures) {
    out += csv_cell(each.account) + "," + print_time(each.at) + "," + std::string(name_of(each.arm)) + "," + csv_cell(each.stratum) + "," + csv_cell(each.motion) + "\n";
  }
  return out;
}

}  // namespace handraise
