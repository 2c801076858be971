#include "engine/story.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "base/yaml.h"
#include "motion/parse_motion.h"

namespace handraise {
namespace {

// Pieces apart by two blanks or more, so that names may hold one.
std::vector<std::string> columns_of(std::string_view line) {
  std::vector<std::string> columns;
  for (size_t i = 0; i < line.size();) {
    size_t end = line.find("  ", i);
    if (end == std::string_view::npos) end = line.size();
    if (const auto piece = trim(line.substr(i, end - i)); !piece.empty()) columns.emplace_back(piece);
    i = std::min(line.find_first_not_of(' ', end), line.size());
  }
  return columns;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  for (const std::string_view word : split(text, ' ')) {
    if (!trim(word).empty()) words.emplace_back(trim(word));
  }
  return words;
}

std::string quoted(std::string_view text) {  // as JSON, and so as YAML
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

// 03-01 09:00, 03-01 09:00:30.250 of 2026, or a whole RFC 3339 time.
std::optional<Timestamp> time_of(std::string_view text) {
  if (text.size() >= 2 && text[2] != '-') return parse_time(text);
  std::string whole = "2026-" + std::string(text);
  if (text.size() == 11) whole += ":00";
  return parse_time(whole);
}

std::optional<Micro> micro_of(const std::string& text) {
  const auto value = read_json_number(text);
  return value ? std::optional(micro(*value)) : std::nullopt;
}

class StoryReader {
 public:
  StoryReader(std::string_view text, const std::string& file) : text_(text) { story_.file = file; }

  Result<Story> read() {
    const auto lines = split(text_, '\n');
    for (size_t i = 0; i < lines.size() && errors_.empty(); ++i) {
      line_ = static_cast<int>(i) + 1;
      std::string_view line = lines[i];
      if (trim(line) == "motion" || trim(line) == "motion:") {
        yaml_ = std::string(i + 1, '\n');  // its mistakes are told with the story's own lines
        for (; i + 1 < lines.size() && (trim(lines[i + 1]).empty() || lines[i + 1].starts_with(" ")); ++i) yaml_ += std::string(lines[i + 1]) + "\n";
        continue;
      }
      if (line.starts_with("#")) {
        if (story_.title.empty()) story_.title = trim(line.substr(1));
        continue;
      }
      if (!trim(line).empty()) read_line(std::string(trim(line)));
    }
    if (!errors_.empty()) return errors_;
    auto motion = parse_motion(yaml_.empty() ? compact_yaml() : yaml_, story_.file);
    if (!motion) return motion.errors();
    story_.motion = std::move(*motion);
    return std::move(story_);
  }

 private:
  void fail(const std::string& message) { errors_.push_back({message, {story_.file, line_, 1}, "", line_of(text_, line_)}); }

  void read_line(const std::string& line) {
    const std::string verb = line.substr(0, line.find(' '));
    const std::string rest(trim(std::string_view(line).substr(verb.size())));
    std::vector<std::string> columns = columns_of(rest);
    if (verb == "motion") return read_compact(rest);
    if (verb == "json") return add_record(rest);
    if (verb == "bundled") { story_.bundled_domains = words_of(rest); std::sort(story_.bundled_domains.begin(), story_.bundled_domains.end()); return; }
    if (verb == "duplicates") { story_.duplicates = static_cast<size_t>(read_json_number(rest).value_or(0)); return; }
    if (verb == "account") return columns.size() == 2 ? read_account(columns) : fail("expected: account  <name>  {\"<trait>\": <value>}");
    const auto time = columns.empty() ? std::nullopt : time_of(columns[0]);
    if (!time) return fail("expected a time, as 03-01 09:00, after " + verb);
    columns.erase(columns.begin());
    if (verb == "as_of") { story_.as_of = time; return; }
    if (verb == "outcome") return columns.size() == 2 ? read_outcome(*time, columns) : fail("expected: outcome  <time>  <account>[/<user>]  <outcome>");
    if (verb == "expect" || verb == "score") return read_claim(verb, *time, columns);
    read_record(verb, *time, columns);
  }

  // ---- records: written as the JSON that a sender would send, so that they pass through the one reader ------------------

  void add_record(const std::string& json) {
    auto record = parse_record(json, story_.records.size(), line_);
    if (!record) return fail(record.errors()[0].message + ": " + json);
    story_.records.push_back(std::move(*record));
  }

  void read_record(const std::string& verb, Timestamp time, std::vector<std::string> columns) {
    std::string json = "{\"timestamp\":" + quoted(print_time(time));
    std::string fields;
    std::erase_if(columns, [&](const std::string& column) {
      if (column[0] == '{') fields = column;
      else if (column[0] == '#') json += ",\"messageId\":" + quoted(column.substr(1));
      else return false;
      return true;
    });
    const auto add = [&](const std::string& key, const std::string& value) {
      if (value != "-") json += "," + quoted(key) + ":" + quoted(value);
    };
    const auto expected = [&](size_t count, const char* form) {
      if (columns.size() != count) fail(std::string("expected: ") + form + ", columns apart by two blanks");
      return columns.size() == count;
    };
    if (verb == "record" || verb == "page" || verb == "screen") {
      if (!expected(3, "record|page|screen  <time>  <account>  <user>  <event or name>  [#<message id>]  [{properties}]")) return;
      add("type", verb == "record" ? "track" : verb);
      if (columns[0] != "-") json += ",\"context\":{\"groupId\":" + quoted(columns[0]) + "}";
      add("userId", columns[1]);
      add(verb == "record" ? "event" : "name", columns[2]);
      if (!fields.empty()) json += ",\"properties\":" + fields;
    } else if (verb == "identify") {
      if (columns.size() == 1) columns.push_back("-");
      if (!expected(2, "identify  <time>  <user>  [<anonymous id>]  [{traits}]")) return;
      add("type", "identify");
      add("userId", columns[0]);
      add("anonymousId", columns[1]);
      if (!fields.empty()) json += ",\"traits\":" + fields;
    } else if (verb == "group") {
      if (!expected(2, "group  <time>  <user>  <account>  [{traits}]")) return;
      add("type", "group");
      add("userId", columns[0]);
      add("groupId", columns[1]);
      if (!fields.empty()) json += ",\"traits\":" + fields;
    } else if (verb == "alias") {
      if (!expected(2, "alias  <time>  <user>  <previous id>")) return;
      add("type", "alias");
      add("userId", columns[0]);
      add("previousId", columns[1]);
    } else {
      return fail("no such word: " + verb);
    }
    add_record(json + "}");
  }

  void read_account(const std::vector<std::string>& columns) {
    // Through the reader of records: a trait's text is what a number was written as.
    auto row = parse_record("{\"type\":\"group\",\"timestamp\":\"2026-01-01T00:00:00Z\",\"groupId\":" + quoted(columns[0]) + ",\"traits\":" + columns[1] + "}");
    if (!row) return fail(row.errors()[0].message);
    story_.account_traits.push_back({columns[0], row->values});
  }

  void read_outcome(Timestamp time, const std::vector<std::string>& columns) {
    const auto slash = columns[0].find('/');
    const auto name = [](std::string text) { return text == "-" ? "" : text; };
    story_.outcomes.push_back({name(columns[0].substr(0, slash)), slash == std::string::npos ? "" : name(columns[0].substr(slash + 1)), columns[1], time});
  }

  // ---- what must come of them -------------------------------------------------------------------------------------------

  void read_claim(const std::string& verb, Timestamp time, std::vector<std::string> columns) {
    StoryLine claim;
    claim.line = line_;
    claim.time = time;
    if (const auto because = std::find(columns.begin(), columns.end(), "because"); because != columns.end()) {
      claim.because.emplace();
      const std::string reasons = join(std::vector<std::string>(because + 1, columns.end()), " ");
      columns.erase(because, columns.end());
      for (const std::string_view part : split(reasons, ';')) {
        if (!trim(part).empty()) read_reason(trim(part), *claim.because);
      }
    }
    if (columns.size() < 2) return fail("expected: " + verb + "  <time>  <account or user>  <score>  …");
    claim.subject = columns[0];
    claim.absent = columns[1] == "absent";
    const auto score = micro_of(columns[1]);
    if (!score && !claim.absent) return fail("expected a score, not " + columns[1]);
    claim.score = score.value_or(0);
    const std::string word = columns.size() > 2 ? columns[2] : "";
    if (verb == "expect") {
      for (const Tier tier : {Tier::qualified, Tier::hot, Tier::hand_raise}) {
        if (word == name_of(tier)) claim.tier = tier;
      }
      if (!claim.tier) return fail("expected qualified, hot or hand_raise");
      story_.expects.push_back(std::move(claim));
    } else {
      if (!word.empty() && word != "holds" && word != "triage" && word != "neither") return fail("expected holds, triage or neither");
      if (!word.empty()) {
        claim.holds = word == "holds";
        claim.triage = word == "triage";
      }
      story_.scores.push_back(std::move(claim));
    }
  }

  // invited: 2 of 2 users, 80 points, newest 03-02 09:00
  void read_reason(std::string_view text, std::vector<StoryReason>& because) {
    StoryReason reason;
    const size_t colon = text.find(": ");
    if (colon == std::string_view::npos) return fail("expected <signal>: <value> of <at least>, not " + std::string(text));
    reason.signal = text.substr(0, colon);
    const auto parts = split(text.substr(colon + 2), ',');
    const auto count = words_of(parts[0]);
    const auto value = count.size() >= 3 && count[1] == "of" ? micro_of(count[0]) : std::nullopt;
    const auto at_least = value ? micro_of(count[2]) : std::nullopt;
    if (!at_least) return fail("expected <value> of <at least>, not " + std::string(parts[0]));
    reason.value = *value;  // in millionths until the motion is known
    reason.at_least = *at_least;
    for (size_t i = 1; i < parts.size(); ++i) {
      const std::string_view part = trim(parts[i]);
      if (part.starts_with("newest ")) {
        reason.newest = time_of(part.substr(7));
        if (!reason.newest) fail("expected a time after newest");
      } else {
        const auto words = words_of(part);
        reason.points_now = words.size() == 2 && (words[1] == "points" || words[1] == "point") ? micro_of(words[0]) : std::nullopt;
        if (!reason.points_now) fail("expected <number> points, not " + std::string(part));
      }
    }
    because.push_back(std::move(reason));
  }

  // ---- the motion in short: `name: Event | Event, count users, at_least 2, within 7d; score_at_least 60` ------------------

  struct Compact {
    std::string signals, qualify, identity, top;
    std::vector<std::string> never_if, segment;
  };

  static std::string list(const std::vector<std::string>& words) {
    std::vector<std::string> items;
    for (const std::string& word : words) items.push_back(quoted(word));
    return "[" + join(items, ", ") + "]";
  }
  static std::vector<std::string> choices(std::string_view text) {
    std::vector<std::string> items;
    for (const std::string_view item : split(text, '|')) items.emplace_back(trim(item));
    return items;
  }

  // `= pro`, `in a|b`, `at_least 2`, `between 1 5`, `exists false` as YAML fields; nothing: exists.
  std::string test_yaml(const std::string& operation, const std::string& value) {
    if (operation.empty()) return "";
    if (operation == "=" || operation == "equals") return "equals: " + quoted(value);
    if (operation == "not_equals") return "not_equals: " + quoted(value);
    if (operation == "in" || operation == "not_in") return operation + ": " + list(choices(value));
    if (operation == "between") return "between: [" + replace_all(value, " ", ", ") + "]";
    if (operation == "at_least" || operation == "at_most" || operation == "exists") return operation + ": " + value;
    fail("no such test: " + operation);
    return "";
  }
  // <name> <operation> <value>
  std::vector<std::string> named_test(std::string_view text) {
    const auto words = words_of(text);
    std::vector<std::string> parts = {words.empty() ? "" : words[0], ""};
    if (words.size() > 1) parts[1] = test_yaml(words[1], join(std::vector<std::string>(words.begin() + 2, words.end()), " "));
    return parts;
  }

  void read_compact(const std::string& rest) {
    for (const std::string_view piece : split(rest, ';')) {
      const std::string item(trim(piece));
      if (item.empty()) continue;
      const size_t colon = item.find(':');
      if (colon != std::string::npos && item.find(' ') > colon && colon + 1 < item.size() && item[colon + 1] == ' ') read_signal(item.substr(0, colon), item.substr(colon + 1));
      else read_setting(item);
    }
  }

  void read_signal(const std::string& name, std::string_view text) {
    std::map<std::string, std::string> where;
    std::string fields, kind;
    const auto clauses = split(text, ',');
    const std::string events(trim(clauses[0]));
    for (size_t i = 1; i < clauses.size(); ++i) {
      const std::string clause(trim(clauses[i]));
      const std::string key = clause.substr(0, clause.find(' '));
      const std::string value(trim(std::string_view(clause).substr(key.size())));
      if (key == "where") {
        const auto test = named_test(value);
        std::string& all = where[test[0]];
        all += (all.empty() ? "" : ", ") + test[1];
      } else if (key == "trait") {
        const auto test = named_test(value);
        fields += ", trait: " + quoted(test[0]) + (test[1].empty() ? "" : ", " + test[1]);
        kind = "fit";
      } else if (key == "count" && words_of(value).size() == 2) {
        fields += ", count: {" + words_of(value)[0] + ": " + quoted(words_of(value)[1]) + "}";
      } else if (key == "kind") {
        kind = value;
      } else {
        fields += ", " + key + ": " + (value.empty() ? "true" : value);
      }
    }
    if (events != "fit") fields += ", event: " + (events == "any" ? events : list(choices(events)));
    if (!where.empty()) {
      std::vector<std::string> tests;
      for (const auto& [property, test] : where) tests.push_back(quoted(property) + ": {" + test + "}");
      fields += ", where: {" + join(tests, ", ") + "}";
    }
    compact_.signals += "  " + quoted(name) + ": {kind: " + (kind.empty() ? "depth" : kind) + fields + "}\n";
  }

  void read_setting(const std::string& item) {
    const std::string key = item.substr(0, item.find(' '));
    const std::string value(trim(std::string_view(item).substr(key.size())));
    const auto known = [&](const std::vector<std::string>& keys) { return std::find(keys.begin(), keys.end(), key) != keys.end(); };
    if (known({"unit", "time_zone"})) compact_.top += key + ": " + value + "\n";
    else if (known({"domain", "solo", "trust"})) compact_.identity += "  " + key + ": " + value + "\n";
    else if (known({"personal_domains", "internal_domains", "competitor_domains"})) compact_.identity += "  " + key + ": " + list(words_of(value)) + "\n";
    else if (key == "account_by") {
      std::vector<std::string> ways;
      for (const std::string& way : words_of(value)) ways.push_back(way.starts_with("trait:") ? "{trait: " + quoted(way.substr(6)) + "}" : way);
      compact_.identity += "  account_by: [" + join(ways, ", ") + "]\n";
    } else if (known({"must_have", "any_of"})) compact_.qualify += "  " + key + ": " + list(words_of(value)) + "\n";
    else if (known({"score_at_least", "hot_at", "half_life", "kinds_at_least", "cooldown", "triage_from"})) compact_.qualify += "  " + key + ": " + value + "\n";
    else if (key == "never_if" || key == "segment") {
      const std::string kind = key == "segment" ? "trait" : words_of(value).empty() ? "" : words_of(value)[0];
      const std::string about(key == "segment" ? value : std::string(trim(std::string_view(value).substr(kind.size()))));
      if (kind == "trait") {
        const auto test = named_test(about);
        (key == "segment" ? compact_.segment : compact_.never_if).push_back("{trait: " + quoted(test[0]) + (test[1].empty() ? "" : ", " + test[1]) + "}");
      } else {
        compact_.never_if.push_back("{" + kind + ": " + quoted(about) + "}");
      }
    } else {
      fail("no such setting: " + key);
    }
  }

  std::string compact_yaml() const {
    std::string yaml = compact_.top;
    if (!compact_.identity.empty()) yaml += "identity:\n" + compact_.identity;
    yaml += "signals:" + (compact_.signals.empty() ? " {}\n" : "\n" + compact_.signals);
    std::string qualify = compact_.qualify;
    if (!compact_.never_if.empty()) qualify += "  never_if: [" + join(compact_.never_if, ", ") + "]\n";
    yaml += "qualify:" + (qualify.empty() ? " {}\n" : "\n" + qualify);
    if (!compact_.segment.empty()) yaml += "segment: {all: [" + join(compact_.segment, ", ") + "]}\n";
    return yaml;
  }

  const std::string_view text_;
  int line_ = 0;
  Errors errors_;
  std::string yaml_;
  Compact compact_;
  Story story_;
};

std::string short_time(Timestamp time) { return print_time(time); }

class StoryRun {
 public:
  StoryRun(const Story& story, const MakeEngine& make_engine) : story_(story), make_engine_(make_engine) {}

  std::vector<std::string> run() {
    auto engine = make();
    const Replay result = replay(*engine, story_.records, story_.as_of);
    if (story_.duplicates && result.duplicates != *story_.duplicates) disagree(0, "duplicates: expected " + std::to_string(*story_.duplicates) + ", got " + std::to_string(result.duplicates));
    check_qualifications(result.qualifications);
    for (const StoryLine& claim : story_.scores) check_score(claim);
    return std::move(disagreements_);
  }

 private:
  std::unique_ptr<Engine> make() { return make_engine_({story_.motion, story_.account_traits, story_.outcomes, story_.bundled_domains}); }

  void disagree(int line, const std::string& what) { disagreements_.push_back(story_.file + ":" + std::to_string(line) + ": " + what); }

  const std::string& subject_of(const State& state) const { return story_.motion.unit == Unit::user ? state.user : state.account; }

  std::string words(const Qualification& got) const {
    return short_time(got.time) + " " + subject_of(got.state) + " " + print_micro(got.state.score) + " " + std::string(name_of(got.tier));
  }

  void check_qualifications(std::vector<Qualification> got) {
    for (const StoryLine& expected : story_.expects) {
      const auto found = std::find_if(got.begin(), got.end(), [&](const Qualification& each) { return each.time == expected.time && subject_of(each.state) == expected.subject; });
      if (found == got.end()) {
        disagree(expected.line, "expected and not there: " + short_time(expected.time) + " " + expected.subject);
        continue;
      }
      if (found->tier != *expected.tier || found->state.score != expected.score) disagree(expected.line, "got " + words(*found));
      check_reasons(expected, found->state);
      got.erase(found);
    }
    for (const Qualification& each : got) disagree(0, "not expected: " + words(each));
  }

  void check_score(const StoryLine& claim) {
    auto engine = make();
    replay(*engine, story_.records, claim.time);
    const std::vector<State> states = engine->states_at(claim.time);
    const auto found = std::find_if(states.begin(), states.end(), [&](const State& state) { return subject_of(state) == claim.subject; });
    if ((found == states.end()) != claim.absent) return disagree(claim.line, claim.absent ? "it is there" : "no such account or user");
    if (claim.absent) return;
    if (found->score != claim.score) disagree(claim.line, "score: got " + print_micro(found->score));
    if (claim.holds && (found->holds != *claim.holds || found->triage != *claim.triage)) disagree(claim.line, found->holds ? "got holds" : found->triage ? "got triage" : "got neither");
    check_reasons(claim, *found);
  }

  // Values agree up to at_least: beyond, engines may have forgotten.
  void check_reasons(const StoryLine& claim, const State& state) {
    Micro sum = 0;
    for (const Reason& reason : state.reasons) sum += reason.points_now;
    if (sum != state.score) disagree(claim.line, "the points add up to " + print_micro(sum) + ", the score is " + print_micro(state.score));
    if (!claim.because) return;
    for (const Reason& got : state.reasons) {
      const Signal& signal = story_.motion.signals[got.signal];
      const auto expected = std::find_if(claim.because->begin(), claim.because->end(), [&](const StoryReason& each) { return each.signal == signal.name; });
      if (expected == claim.because->end()) {
        if (got.on) disagree(claim.line, signal.name + " is on and not named");
        continue;
      }
      const int64_t unit = signal.count == Count::sum && signal.kind != SignalKind::fit ? 1 : kMicro;
      const int64_t value = expected->value / unit, at_least = expected->at_least / unit;
      if (got.at_least != at_least) disagree(claim.line, signal.name + ": at_least is " + std::to_string(got.at_least));
      if (std::min(got.value, at_least) != std::min(value, at_least)) disagree(claim.line, signal.name + ": value is " + std::to_string(got.value));
      if (got.on != (value >= at_least)) disagree(claim.line, signal.name + (got.on ? " is on" : " is off"));
      if (expected->points_now && got.points_now != *expected->points_now) disagree(claim.line, signal.name + ": points are " + print_micro(got.points_now));
      if (expected->newest && (!got.newest || got.newest->time != *expected->newest)) disagree(claim.line, signal.name + ": newest is " + (got.newest ? short_time(got.newest->time) : "none"));
    }
    for (const StoryReason& each : *claim.because) {
      if (!story_.motion.signal(each.signal)) disagree(claim.line, "no signal named " + each.signal);
    }
  }

  const Story& story_;
  const MakeEngine& make_engine_;
  std::vector<std::string> disagreements_;
};

}  // namespace

Result<Story> parse_story(std::string_view text, const std::string& file) { return StoryReader(text, file).read(); }

std::vector<std::string> run_story(const Story& story, const MakeEngine& make_engine) { return StoryRun(story, make_engine).run(); }

}  // namespace handraise
