#include "design/playbook.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include "base/text.h"

namespace handraise {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::string playbooks() { return std::string(HANDRAISE_SOURCE_DIR) + "/playbooks"; }

const Knowledge& knowledge() {
  static const Result<Knowledge> loaded = load_knowledge(playbooks());
  if (!loaded) {
    ADD_FAILURE() << print_errors(loaded.errors());
    static const Knowledge none;
    return none;
  }
  return *loaded;
}

std::set<std::string> events_of(const Playbook& playbook) {
  std::set<std::string> events;
  for (const PlaybookSignal& signal : playbook.signals) events.insert(signal.any().events.begin(), signal.any().events.end());
  return events;
}

// The ids of the row `signals` in docs/facts.md.
std::vector<std::string> ids_of_facts_page() {
  std::ifstream file(std::string(HANDRAISE_SOURCE_DIR) + "/docs/facts.md");
  const std::string page(std::istreambuf_iterator<char>(file), {});
  const size_t row = page.find("| `signals` |");
  const size_t from = page.find("(`", row), to = page.find("`)", row);
  std::vector<std::string> ids;
  if (row == std::string::npos || from == std::string::npos || to == std::string::npos) return ids;
  for (std::string_view id : split(std::string_view(page).substr(from + 2, to - from - 2), ' ')) ids.emplace_back(id);
  return ids;
}

// Every sentence or phrase of a playbook that may be printed, with where it stands.
std::vector<std::pair<std::string, std::string>> words_of(const Playbook& playbook) {
  std::vector<std::pair<std::string, std::string>> words = {{"outcome", playbook.outcome}, {"first_value", playbook.first_value},
      {"setup_step", playbook.setup_step}, {"team_step", playbook.team_step}, {"evaluation_step", playbook.evaluation_step}};
  for (const std::string& each : playbook.discovery) words.emplace_back("discovery", each);
  for (const Objection& each : playbook.objections) {
    words.emplace_back("said", each.said);
    words.emplace_back("answer", each.answer);
    words.emplace_back("leave_off", each.leave_off);
  }
  for (const Intervention& each : playbook.interventions) {
    words.emplace_back("moment", each.moment);
    words.emplace_back("adds", each.adds);
    words.emplace_back("leaves_alone", each.leaves_alone);
  }
  for (const PlaybookSignal& each : playbook.signals) {
    const Signal& signal = each.any();
    for (const std::string& text : {signal.label, signal.phrase, signal.why, signal.false_positives, signal.control, each.fires_when, each.check})
      words.emplace_back(each.name, text);
  }
  return words;
}

TEST(Playbooks, EveryCategoryIsServedExactlyOnce) {
  std::map<std::string, int> served;
  for (const Playbook& playbook : knowledge().playbooks)
    for (const std::string& category : playbook.categories) ++served[category];
  for (const std::string& category : fact_kind("category")->ids) EXPECT_EQ(served[category], 1) << category;
  EXPECT_EQ(knowledge().index.serving(""), "general");
  EXPECT_EQ(knowledge().index.serving("other"), "general");
  EXPECT_EQ(knowledge().index.serving("marketing"), "crm_marketing");
  EXPECT_EQ(knowledge().index.serving("healthcare"), "vertical_regulated");
  EXPECT_EQ(knowledge().playbooks.size(), 14u);
}

TEST(Playbooks, EachHasAtLeastTwelveSignalsOfAllKinds) {
  for (const Playbook& playbook : knowledge().playbooks) {
    EXPECT_GE(playbook.signals.size(), 12u) << playbook.id;
    std::map<SignalKind, int> kinds;
    int hand_raises = 0;
    for (const PlaybookSignal& signal : playbook.signals) {
      ++kinds[signal.kind()];
      hand_raises += signal.any().hand_raise;
    }
    for (SignalKind kind : {SignalKind::activation, SignalKind::depth, SignalKind::breadth, SignalKind::invite, SignalKind::integration, SignalKind::admin,
                            SignalKind::intent, SignalKind::risk, SignalKind::fit})
      EXPECT_GE(kinds[kind], 1) << playbook.id << " has no " << name_of(kind);
    EXPECT_EQ(hand_raises, 1) << playbook.id;
  }
}

// The design takes seven or eight by rank: they must give a pattern for either unit.
TEST(Playbooks, TheFirstEightOfEitherUnitMakeAPattern) {
  for (const Playbook& playbook : knowledge().playbooks) {
    for (Unit unit : {Unit::user, Unit::account}) {
      std::set<SignalKind> kinds;
      size_t taken = 0;
      for (const PlaybookSignal& signal : playbook.signals) {
        if (!signal.of(unit).meant || taken == 8) continue;
        ++taken;
        kinds.insert(signal.kind());
      }
      EXPECT_EQ(taken, 8u) << playbook.id;
      for (SignalKind kind : {SignalKind::activation, SignalKind::depth, SignalKind::breadth, SignalKind::invite, SignalKind::integration, SignalKind::admin,
                              SignalKind::intent})
        EXPECT_THAT(kinds, Contains(kind)) << playbook.id << " " << name_of(unit) << " lacks " << name_of(kind);
    }
  }
}

TEST(Playbooks, TwoShareAtMostAThirdOfTheirEvents) {
  const std::vector<Playbook>& all = knowledge().playbooks;
  for (size_t i = 0; i < all.size(); ++i) {
    for (size_t j = i + 1; j < all.size(); ++j) {
      const std::set<std::string> a = events_of(all[i]), b = events_of(all[j]);
      std::vector<std::string> both;
      std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
      EXPECT_LE(both.size() * 3, std::min(a.size(), b.size())) << all[i].id << " and " << all[j].id << ": " << join(both, ", ");
    }
  }
}

TEST(Playbooks, NamesAreUniqueAndSignalsComplete) {
  std::set<std::string> names_seen;
  for (const Playbook& playbook : knowledge().playbooks) {
    EXPECT_TRUE(names_seen.insert(playbook.name).second) << playbook.name;
    std::set<std::string> labels, phrases;
    int rank = 0;
    for (const PlaybookSignal& signal : playbook.signals) {
      const std::string where = playbook.id + "." + signal.name;
      EXPECT_EQ(signal.rank, ++rank) << where << ": ranks count from 1 without gaps";
      EXPECT_TRUE(labels.insert(signal.any().label).second) << where << ": label used twice";
      if (!signal.any().phrase.empty()) {
        EXPECT_TRUE(phrases.insert(signal.any().phrase).second) << where << ": phrase used twice";
      }
      EXPECT_EQ(signal.any().source, where);
      EXPECT_EQ(signal.any().points, 0) << where;
      EXPECT_EQ(signal.any().approved, !signal.any().phrase.empty()) << where;
      if (signal.kind() == SignalKind::fit || signal.kind() == SignalKind::risk) {
        EXPECT_FALSE(signal.any().approved) << where;
      }
      if (signal.kind() == SignalKind::fit) continue;
      EXPECT_GE(signal.properties.size(), 1u) << where;
      for (const UnitSignal* unit : {&signal.user, &signal.account}) {
        if (!unit->meant) continue;
        EXPECT_GT(unit->signal.within, 0) << where;
        EXPECT_EQ(unit->signal.at_least, unit->at_least.value) << where;
      }
      // Set-up steps do not fade, everything else does.
      const bool set_up = signal.kind() == SignalKind::activation || signal.kind() == SignalKind::integration || signal.kind() == SignalKind::admin;
      EXPECT_EQ(signal.any().half_life.has_value() && signal.any().half_life->none, set_up) << where;
    }
  }
}

TEST(Playbooks, PricesAndBillingAreNeverApproved) {
  const auto check = [](const PlaybookSignal& signal, const std::string& where) {
    for (const char* id : {"pricing_visit"})
      if (std::find(signal.answers.begin(), signal.answers.end(), id) != signal.answers.end()) {
        EXPECT_FALSE(signal.any().approved) << where;
      }
    for (const std::string& event : signal.any().events)
      for (const char* word : {"Pricing", "Price", "Billing", "Plan Compared", "Upgrade"})
        if (contains(event, word)) {
          EXPECT_FALSE(signal.any().approved) << where;
        }
  };
  for (const Playbook& playbook : knowledge().playbooks)
    for (const PlaybookSignal& signal : playbook.signals) check(signal, playbook.id + "." + signal.name);
  for (const PlaybookSignal& signal : knowledge().catalogue.signals) check(signal, signal.name);
}

// D20: a message of a security product names the evaluation and nothing of the customer's estate.
TEST(Playbooks, SecuritySpeaksOfTheEvaluationOnly) {
  const Playbook* playbook = knowledge().playbook("security");
  ASSERT_NE(playbook, nullptr);
  for (const PlaybookSignal& signal : playbook->signals)
    for (const char* word : {"asset", "finding", "scan", "integration", "alert", "polic", "cloud", "vulnerab", "connector", "host"})
      EXPECT_FALSE(contains(lower_ascii(signal.any().phrase), word)) << signal.name << ": " << signal.any().phrase;
}

// D19: nothing in a property can point at a patient, a client, a record or a matter.
TEST(Playbooks, RegulatedRecordsHaveNoRecordProperty) {
  const Playbook* playbook = knowledge().playbook("vertical_regulated");
  ASSERT_NE(playbook, nullptr);
  for (const PlaybookSignal& signal : playbook->signals)
    for (const EventProperty& property : signal.properties)
      for (const char* word : {"record", "patient", "client", "case", "matter", "diagnos", "appointment", "name", "document", "email", "address"})
        EXPECT_FALSE(contains(property.name, word)) << signal.name << "." << property.name;
  EXPECT_THAT(playbook->sensitive, Not(IsEmpty()));
}

TEST(Playbooks, WordsAreConcrete) {
  for (const Playbook& playbook : knowledge().playbooks) {
    EXPECT_EQ(playbook.discovery.size(), 5u) << playbook.id;
    EXPECT_EQ(playbook.objections.size(), 4u) << playbook.id;
    EXPECT_GE(playbook.interventions.size(), 3u) << playbook.id;
    EXPECT_LE(playbook.interventions.size(), 4u) << playbook.id;
    int blanks = 0;
    for (const Objection& objection : playbook.objections) blanks += contains(objection.answer, "{{") || contains(objection.leave_off, "{{");
    EXPECT_GE(blanks, 2) << playbook.id << ": facts about the product belong in {{blanks}}";
    for (const auto& [where, text] : words_of(playbook)) {
      const std::string lower = lower_ascii(text);
      for (const char* word : {"robust", "seamless", "leverag", "best-in-class", "world-class", "cutting-edge", "unlock", "empower", "game-chang", "synerg", "delight",
                               "supercharge", "hurry", "act now", "limited time"})
        EXPECT_FALSE(contains(lower, word)) << playbook.id << "." << where << ": " << text;
    }
    for (const PlaybookSignal& signal : playbook.signals) {
      const std::string& phrase = signal.any().phrase;
      for (const char* word : {"noticed", "saw ", "you have been", "tracked", "usage shows", "we see"})
        EXPECT_FALSE(contains(lower_ascii(phrase), word)) << playbook.id << "." << signal.name << ": " << phrase;
      EXPECT_LE(count_words(phrase), 10u) << phrase;
      EXPECT_FALSE(signal.any().label.empty() || signal.any().label.back() == '.') << signal.any().label;
      EXPECT_EQ(signal.any().why.back(), '.') << playbook.id << "." << signal.name;
    }
  }
}

// A reason that stands in two playbooks word for word says nothing about either product.
TEST(Playbooks, FewSentencesRepeatAcrossPlaybooks) {
  std::map<std::string, std::vector<std::string>> seen;
  for (const Playbook& playbook : knowledge().playbooks) {
    for (const std::string& each : playbook.discovery) seen[each].push_back(playbook.id);
    for (const Objection& each : playbook.objections) seen[each.answer].push_back(playbook.id);
    for (const Intervention& each : playbook.interventions) seen[each.moment].push_back(playbook.id);
    for (const PlaybookSignal& each : playbook.signals)
      if (!each.any().hand_raise) seen[each.any().why].push_back(playbook.id);
  }
  for (const auto& [text, where] : seen) EXPECT_EQ(where.size(), 1u) << text << " stands in " << join(where, ", ");
}

TEST(Playbooks, AUsersOwnRecordsCanReachEveryThreshold) {
  for (const Playbook& playbook : knowledge().playbooks)
    for (const PlaybookSignal& signal : playbook.signals)
      if (signal.user.meant && (signal.user.signal.count == Count::users || signal.user.signal.count == Count::new_users)) {
        EXPECT_EQ(signal.user.signal.at_least, 1) << playbook.id << "." << signal.name;
      }
}

TEST(Catalogue, HasOneSignalForEachIdOfTheFactsPage) {
  std::vector<std::string> names;
  for (const PlaybookSignal& signal : knowledge().catalogue.signals) {
    names.push_back(signal.name);
    EXPECT_TRUE(signal.user.meant && signal.account.meant) << signal.name;
    EXPECT_EQ(signal.answers.front(), signal.name);
  }
  EXPECT_THAT(names, testing::UnorderedElementsAreArray(ids_of_facts_page()));
}

TEST(Catalogue, EveryIdIsAnsweredForEitherUnitSomewhere) {
  for (const Playbook& playbook : knowledge().playbooks) {
    for (const char* id : {"activation", "invite", "integration", "admin_setup", "contact_sales", "usage_depth", "team_growth"}) {
      EXPECT_NE(playbook.answering(id, Unit::account), nullptr) << playbook.id << " " << id;
      EXPECT_NE(playbook.answering(id, Unit::user), nullptr) << playbook.id << " " << id;
    }
  }
}

TEST(Catalogue, MakesASignalForANameOfTheBriefOnly) {
  const PlaybookSignal pinned = knowledge().catalogue.own_signal("board_pinned");
  EXPECT_EQ(pinned.kind(), SignalKind::depth);
  EXPECT_EQ(pinned.any().label, "board pinned");
  EXPECT_THAT(pinned.any().events, ElementsAre("Board Pinned"));
  EXPECT_THAT(pinned.answers, ElementsAre("board_pinned"));
  EXPECT_FALSE(pinned.any().approved);
  EXPECT_EQ(knowledge().catalogue.own_signal("domain_verified").kind(), SignalKind::admin);
  EXPECT_EQ(knowledge().catalogue.own_signal("subscription_cancelled").kind(), SignalKind::risk);
  EXPECT_EQ(knowledge().catalogue.own_signal("paywall_hit", "paywall_hit_v2").kind(), SignalKind::intent);
  EXPECT_THAT(knowledge().catalogue.own_signal("paywall_hit", "paywall_hit_v2").any().events, ElementsAre("paywall_hit_v2"));
}

TEST(Planning, RowsHaveRangesChecksAndAnUnconditionalLastRow) {
  for (const PlanningDefault& row : knowledge().planning) {
    const Quantity& quantity = row.quantity;
    EXPECT_LE(quantity.low, quantity.value) << quantity.name;
    EXPECT_LE(quantity.value, quantity.high) << quantity.name;
    if (quantity.unit == "share") {
      EXPECT_TRUE(quantity.low >= 0 && quantity.high <= 1) << quantity.name;
    }
    EXPECT_NE(find_planning(knowledge().planning, quantity.name, {}), nullptr) << quantity.name;
    EXPECT_NE(quantity.name, "signups_per_month");
    if (quantity.source != "ours") {
      EXPECT_NE(benchmark_of_key(knowledge().benchmarks, quantity.source), nullptr) << quantity.source;
    }
  }
}

TEST(Planning, TheOutlinesRangesStandAsWritten) {
  const auto check = [](const char* name, double low, double high, const std::vector<std::string>& tags = {}) {
    const PlanningDefault* row = find_planning(knowledge().planning, name, tags);
    ASSERT_NE(row, nullptr) << name;
    EXPECT_EQ(row->quantity.low, low) << name;
    EXPECT_EQ(row->quantity.high, high) << name;
    EXPECT_NEAR(row->quantity.value, std::sqrt(low * high), 0.005 * row->quantity.value) << name << ": the geometric middle";
  };
  check("mapped_share", .45, .75);
  check("segment_share", .20, .50);
  check("activated_share", .20, .45);
  check("reaching_share", .15, .50);
  check("weeks_qualified", 4, 16);
  check("hand_raise_share", .05, .20);
  check("hot_share", .2, .4);
  check("meeting_rate_hot", .15, .35);
  check("meeting_rate", .06, .18);
  check("opportunity_rate", .35, .60);
  check("win_rate", .15, .35);
  check("baseline_rate", .06, .20);
  check("baseline_rate", .01, .06, {"expansion"});
  check("motion_share.sdr", .3, .7);
  check("motion_share.ae", .25, .55);
  check("selling_hours.ae", 20, 28);
  check("selling_hours.founder", 3, 6);
}

TEST(Planning, TagsChooseTheFirstRowThatHolds) {
  const auto value = [](std::vector<std::string> tags) { return find_planning(knowledge().planning, "free_to_paid", tags)->quantity.value; };
  EXPECT_EQ(value({"trial", "card_required"}), 0.30);
  EXPECT_EQ(value({"trial"}), 0.075);
  EXPECT_EQ(value({"freemium"}), 0.08);
  EXPECT_EQ(find_planning(knowledge().planning, "free_to_paid", {})->quantity.from, Origin::published);
  EXPECT_EQ(find_planning(knowledge().planning, "absence", {})->quantity.from, Origin::assumed);
  EXPECT_EQ(find_planning(knowledge().planning, "no_such_name", {}), nullptr);
  double arrivals = 0;
  for (const char* name : {"arrive_working", "arrive_night", "arrive_weekend"}) arrivals += find_planning(knowledge().planning, name, {})->quantity.value;
  EXPECT_DOUBLE_EQ(arrivals, 1);
}

TEST(Benchmarks, ArePrintableWithSourceYearAndTier) {
  for (const Benchmark& row : knowledge().benchmarks) {
    EXPECT_GE(row.year, 2010) << row.name;
    EXPECT_LE(row.year, 2026) << row.name;
    EXPECT_FALSE(row.source.empty() || row.note.empty()) << row.name;
  }
  EXPECT_EQ(find_benchmark(knowledge().benchmarks, "unassisted_conversion", {})->value, 0.04);
}

TEST(Questions, AreTwentyOfSixGroupsWithPlausibleAnswers) {
  const std::vector<QuestionCandidate>& all = knowledge().questions.candidates;
  EXPECT_EQ(all.size(), 20u);
  std::set<std::string> groups, ids;
  for (const QuestionCandidate& question : all) {
    groups.insert(question.group);
    EXPECT_TRUE(ids.insert(question.id).second) << question.id;
    EXPECT_EQ(question.question.back(), '?') << question.id;
    EXPECT_EQ(std::count(question.question.begin(), question.question.end(), '?'), 1) << question.id;
    for (const QuestionCandidate::Choice& choice : question.choices) EXPECT_FALSE(choice.facts.empty()) << question.id;
    const auto lower = lower_ascii(question.question);
    for (const char* word : {"password", "token", "secret", "credential", "api key"}) EXPECT_FALSE(contains(lower, word)) << question.id;
  }
  EXPECT_EQ(groups.size(), 6u);
}

constexpr char kSmall[] = R"(playbook: small
name: Small
categories: [analytics]
noun: chart
noun_plural: charts
outcome: a chart
first_value: first chart
setup_step: making a chart
team_step: sharing a chart
evaluation_step: comparing plans
users: [analyst]
buyers: [head of data]
admin: admin
discovery: ["What for?"]
objections: []
interventions: []
signals:
  - name: charted
    answers: [activation]
    kind: activation
    event: Chart Made
    where: {size: {at_least: 2}, origin: [hand, import]}
    properties: {size: integer, origin: string, by: string}
    count: {distinct: by}
    at_least: {value: 2, low: 1, high: 3, source: assumed}
    within: {value: 2w, low: 7d, high: 30d, source: assumed}
    account: {at_least: {value: 4, low: 2, high: 6, source: assumed}}
    half_life: none
    label: chart made
    phrase: making charts
    approved: true
    why: It shows use.
    mistaken_when: a sample
    control: none needed
    fires_when: a chart is made
    check: equals the table
    rank: 1
)";

TEST(PlaybookReader, ReadsASignalForBothUnits) {
  Result<Playbook> playbook = parse_playbook(kSmall, "small.yaml", "small");
  ASSERT_TRUE(playbook) << print_errors(playbook.errors());
  const PlaybookSignal* signal = playbook->answering("activation", Unit::account);
  ASSERT_NE(signal, nullptr);
  EXPECT_EQ(signal->user.signal.at_least, 2);
  EXPECT_EQ(signal->account.signal.at_least, 4);
  EXPECT_EQ(signal->account.signal.within, 14 * kDay);
  EXPECT_EQ(signal->account.signal.count, Count::distinct);
  EXPECT_EQ(signal->account.signal.count_property, "by");
  ASSERT_EQ(signal->account.signal.where.size(), 2u);
  EXPECT_EQ(signal->account.signal.where[0].test.at_least, 2);
  EXPECT_THAT(*signal->account.signal.where[1].test.in, ElementsAre("hand", "import"));
  EXPECT_TRUE(signal->account.signal.half_life->none);
  EXPECT_EQ(signal->account.signal.false_positives, "a sample");
  EXPECT_EQ(playbook->answering("invite", Unit::account), nullptr);
}

std::string errors_with(const std::string& from, const std::string& to) {
  Result<Playbook> playbook = parse_playbook(replace_all(kSmall, from, to), "small.yaml", "small");
  return playbook ? "no error" : print_errors(playbook.errors());
}

TEST(PlaybookReader, ErrorsNamePlaceAndNearestWord) {
  EXPECT_THAT(errors_with("kind: activation", "kind: activatoin"), HasSubstr("small.yaml:20:11: kind: no 'activatoin'"));
  EXPECT_THAT(errors_with("kind: activation", "kind: activatoin"), HasSubstr("did you mean 'activation'?"));
  EXPECT_THAT(errors_with("fires_when:", "fires_wen:"), HasSubstr("did you mean 'fires_when'?"));
  EXPECT_THAT(errors_with("where: {size:", "where: {sise:"), HasSubstr("small.yaml:22:13: where: property 'sise' is not among this signal's properties"));
  EXPECT_THAT(errors_with("distinct: by", "distinct: who"), HasSubstr("count: property 'who' is not among"));
  EXPECT_THAT(errors_with("value: 2, low: 1", "value: 2, low: 3"), HasSubstr("expected low ≤ value ≤ high"));
  EXPECT_THAT(errors_with("count: {distinct: by}", "count: users"), HasSubstr("a user's own records hold one user, so 2 can never be reached"));
  EXPECT_THAT(errors_with("approved: true", "approved: false"), HasSubstr("phrase: the signal is not approved"));
  EXPECT_THAT(errors_with("    phrase: making charts\n", ""), HasSubstr("there is no phrase"));
  EXPECT_THAT(errors_with("[analytics]", "[analytic]"), HasSubstr("did you mean 'analytics'?"));
  EXPECT_THAT(errors_with("playbook: small", "playbook: tall"), HasSubstr("expected the file's name"));
  EXPECT_THAT(errors_with("within: {value: 2w", "within: {value: 2 fortnights"), HasSubstr("is no duration"));
  EXPECT_THAT(errors_with("    rank: 1\n", ""), HasSubstr("'rank' is missing"));
}

TEST(PlaybookReader, ReportsAllMistakesOfAFileAtOnce) {
  const std::string errors = errors_with("kind: activation\n    event", "kind: activatoin\n    evnt");
  EXPECT_THAT(errors, HasSubstr("activatoin"));
  EXPECT_THAT(errors, HasSubstr("did you mean 'event'?"));
}

TEST(PlaybookReader, AnUnknownPlaybookNamesTheNearest) {
  Result<Playbook> playbook = load_playbook(playbooks(), "analytic");
  ASSERT_FALSE(playbook);
  EXPECT_THAT(print_errors(playbook.errors()), HasSubstr("did you mean 'analytics'?"));
  EXPECT_FALSE(load_playbook(playbooks(), "../planning"));
  EXPECT_FALSE(load_index("/nowhere"));
}

TEST(PlanningReader, ARowThatCanNeverBeTakenIsAnError) {
  const std::string row = "  - {name: a, label: b, value: 1, low: 1, high: 1, unit: share, source: ours, changes: c, check: d, pass: e";
  EXPECT_TRUE(parse_planning("planning:\n" + row + ", when: [trial]}\n" + row + "}\n", "p.yaml"));
  Result<std::vector<PlanningDefault>> shadowed = parse_planning("planning:\n" + row + "}\n" + row + ", when: [trial]}\n", "p.yaml");
  ASSERT_FALSE(shadowed);
  EXPECT_THAT(print_errors(shadowed.errors()), HasSubstr("p.yaml:3:5: 'a' can never be taken"));
  Result<std::vector<PlanningDefault>> open = parse_planning("planning:\n" + row + ", when: [trial]}\n", "p.yaml");
  ASSERT_FALSE(open);
  EXPECT_THAT(print_errors(open.errors()), HasSubstr("expected its last row without `when`"));
}

}  // namespace
}  // namespace handraise
