#include "outreach/kit.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "base/text.h"
#include "base/yaml.h"
#include "outreach/check_message.h"

namespace handraise {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

const MessageLibrary& library() {
  static const MessageLibrary loaded = [] {
    Result<MessageLibrary> result = load_messages(HANDRAISE_SOURCE_DIR "/templates");
    if (!result) ADD_FAILURE() << print_errors(result.errors());
    return *result;
  }();
  return loaded;
}

const MessageRules& rules() {
  static const MessageRules loaded = *load_message_rules(HANDRAISE_SOURCE_DIR "/playbooks/outreach_rules.yaml");
  return loaded;
}

Outreach written(const KitSituation& situation) {
  Result<Outreach> kit = write_kit(situation, library());
  if (!kit) ADD_FAILURE() << print_errors(kit.errors());
  return kit ? *kit : Outreach{};
}

// A company as a test knows it: its words and all its signals.
struct Company {
  std::string name;
  KitSituation situation;
  std::vector<Signal> signals;
};

void add_signal(Company& company, std::string name, SignalKind kind, std::string event, std::string phrase, bool approved) {
  Signal signal;
  signal.name = name;
  signal.kind = kind;
  signal.events = {std::move(event)};
  signal.phrase = phrase;
  signal.approved = approved;
  company.signals.push_back(signal);
  (approved ? company.situation.approved : company.situation.unapproved).push_back({std::move(name), kind, std::move(phrase)});
}

// Four companies that have little in common.
std::vector<Company> four_companies() {
  std::vector<Company> out(4);
  out[0].name = "charts";
  out[0].situation.tags = {"analytics"};
  out[0].situation.slots = {{"product", "Lumen"}, {"noun", "dashboard"}, {"noun_plural", "dashboards"}, {"outcome", "a dashboard that the team trusts and opens every week"},
                            {"setup_step", "connecting a data source"}, {"team_step", "sharing dashboards with a team"}, {"evaluation_step", "answering security questions"}, {"admin", "workspace admin"}, {"trial_days", "14"}};
  add_signal(out[0], "data_source_connected", SignalKind::activation, "Data Source Connected", "connecting your data", true);
  add_signal(out[0], "dashboard_shared", SignalKind::breadth, "Dashboard Shared", "getting reports to the people who wait for them", true);
  add_signal(out[0], "plan_comparison", SignalKind::intent, "Plan Compared", "", false);
  add_signal(out[0], "source_failing", SignalKind::risk, "Data Source Failed", "", false);
  out[1].name = "deploys";
  out[1].situation.tags = {"developer_tools"};
  out[1].situation.slots = {{"product", "Anvil Cloud"}, {"noun", "service"}, {"noun_plural", "services"}, {"outcome", "a service in production that stays up without anyone watching it"},
                            {"setup_step", "getting the first service into production"}, {"team_step", "giving further engineers their own environments"},
                            {"evaluation_step", "forecasting usage and settling sign-in"}, {"admin", "organisation owner"}};
  add_signal(out[1], "production_key", SignalKind::activation, "Api Key Created", "getting your service into production", true);
  add_signal(out[1], "webhook_days", SignalKind::integration, "Webhook Delivered", "connecting your service to other systems", true);
  add_signal(out[1], "sso_settings", SignalKind::admin, "Sso Settings Opened", "settling sign-in and access rules", true);
  add_signal(out[1], "pricing_visit", SignalKind::intent, "Viewed Pricing Page", "", false);
  out[2].name = "clinics";
  out[2].situation.tags = {"healthcare"};
  out[2].situation.slots = {{"noun", "site"}, {"noun_plural", "sites"}, {"outcome", "a site whose staff work in one system on the go-live date that was set"}, {"setup_step", "setting up the first live site"},
                            {"team_step", "bringing staff and further sites in"}, {"evaluation_step", "settling agreements, access rules and the go-live date"}, {"admin", "site administrator"}};
  add_signal(out[2], "access_policy", SignalKind::admin, "Access Policy Changed", "settling sign-in and access rules", true);
  add_signal(out[2], "agreement_requested", SignalKind::intent, "Agreement Requested", "getting the papers together", true);
  add_signal(out[2], "staff_joined", SignalKind::breadth, "Staff Joined", "", false);
  out[2].situation.never_mention = {"patient names", "record contents"};
  out[3].name = "nothing known";
  return out;
}

// Every set of the library, by tags that lead to it.
const std::vector<std::vector<std::string>> kSituations = {
    {"trial", "trial_to_paid", "pql"}, {"trial", "trial_to_paid", "card_required"}, {"trial", "trial_to_paid", "enterprise_segment"}, {"freemium", "trial_to_paid"}, {"usage_based", "expansion"},
    {"seat_based", "expansion", "pqa"}, {"founder", "trial"}, {"health", "trial"}, {"security", "trial"}, {"pipeline", "freemium"}, {"acv_lift", "usage_based"}, {"boundary"}, {}};
const std::vector<std::vector<std::string>> kTones = {{}, {"formal"}, {"casual", "helpful"}};

void expect_good(const Outreach& kit, const std::vector<Signal>& signals, const std::string& where) {
  EXPECT_GE(kit.messages.size(), 3u) << where;
  EXPECT_LE(kit.messages.size(), 6u) << where;
  std::set<std::string> explained;
  for (const Blank& blank : kit.blanks) explained.insert(blank.name);
  for (size_t i = 0; i < kit.messages.size(); ++i) {
    const Message& message = kit.messages[i];
    EXPECT_EQ(message.id, "M" + std::to_string(i + 1));
    EXPECT_LE(count_words(message.body), 110u) << where << " " << message.name << "\n" << message.body;
    EXPECT_EQ(count_asks(message.body, rules()), message.closing ? count_asks(message.body, rules()) : 1) << where << "\n" << message.body;
    EXPECT_EQ(message.ask.empty(), message.closing) << where;
    EXPECT_GE(reading_ease(message.body), 50) << where << " " << message.name << "\n" << message.body;
    EXPECT_EQ(message.subjects.size(), 2u);
    EXPECT_NE(message.subjects[0], message.subjects[1]) << where;
    for (const std::string* text : {&message.body, &message.trigger, &message.recipient, &message.not_if, &message.subjects[0], &message.subjects[1], &kit.opener, &kit.stop_rule}) {
      EXPECT_FALSE(contains(*text, "<")) << where << ": " << *text;
      EXPECT_FALSE(contains(*text, "  ")) << where << ": " << *text;
    }
  }
  for (const MessageFindings& group : check_kit(kit, signals, rules())) {
    for (const Finding& finding : group.findings) {
      const auto message = std::find_if(kit.messages.begin(), kit.messages.end(), [&](const Message& one) { return one.id == group.id; });
      ADD_FAILURE() << where << " " << message->name << ": " << finding.rule << " finds '" << finding.words << "'\n" << group.subject << "\n" << message->body;
    }
  }
}

TEST(WriteKit, WritesMessagesThatPassTheLinterForFourCompaniesInEverySituationAndTone) {
  for (const Company& company : four_companies()) {
    for (const std::vector<std::string>& tags : kSituations) {
      for (const std::vector<std::string>& tone : kTones) {
        KitSituation situation = company.situation;
        situation.tags.insert(situation.tags.end(), tags.begin(), tags.end());
        situation.tone = tone;
        expect_good(written(situation), company.signals, company.name + " " + join(tags, "+") + " " + join(tone, "+"));
      }
    }
  }
}

// The playbooks are another room's data; their words and signals must go into our sentences all the same.
TEST(WriteKit, WritesMessagesThatPassTheLinterForEveryPlaybook) {
  const std::map<std::string, SignalKind> kinds = {{"activation", SignalKind::activation}, {"depth", SignalKind::depth}, {"breadth", SignalKind::breadth}, {"integration", SignalKind::integration},
                                                   {"invite", SignalKind::invite}, {"admin", SignalKind::admin}, {"intent", SignalKind::intent}, {"fit", SignalKind::fit}, {"risk", SignalKind::risk}};
  std::error_code failed;
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(HANDRAISE_SOURCE_DIR "/playbooks/signals", failed)) files.push_back(entry.path().string());
  std::sort(files.begin(), files.end());
  for (const std::string& file : files) {
    std::ifstream in(file);
    std::ostringstream text;
    text << in.rdbuf();
    const Result<YamlNode> root = parse_yaml(text.str(), file);
    ASSERT_TRUE(root) << file;
    Company company;
    company.name = std::filesystem::path(file).stem().string();
    company.situation.slots["product"] = "Lumen";
    for (const char* slot : {"noun", "noun_plural", "outcome", "setup_step", "team_step", "evaluation_step", "admin"}) {
      if (const YamlNode* node = root->find(slot)) company.situation.slots[slot] = node->text;
    }
    if (const YamlNode* categories = root->find("categories")) {
      for (const YamlNode& item : categories->items) company.situation.tags.push_back(item.text);
    }
    if (const YamlNode* sensitive = root->find("sensitive")) {
      for (const YamlNode& item : sensitive->items) company.situation.never_mention.push_back(item.text);
    }
    if (const YamlNode* signals = root->find("signals")) {
      for (const YamlNode& item : signals->items) {
        const YamlNode* approved = item.find("approved");
        const YamlNode* phrase = item.find("phrase");
        const YamlNode* event = item.find("event");
        bool yes = false;
        if (approved != nullptr) read_bool(*approved, &yes);
        add_signal(company, item.find("name")->text, kinds.at(item.find("kind")->text), event == nullptr ? "" : event->text, phrase == nullptr ? "" : phrase->text, yes);
      }
    }
    for (const std::vector<std::string>& tags : kSituations) {
      KitSituation situation = company.situation;
      situation.tags.insert(situation.tags.end(), tags.begin(), tags.end());
      expect_good(written(situation), company.signals, company.name + " " + join(tags, "+"));
    }
  }
}

TEST(WriteKit, DiffersByCategoryModelObjectiveSegmentAndTone) {
  const std::vector<Company> companies = four_companies();
  const auto first_body = [&](const Company& company, const std::vector<std::string>& tags, const std::vector<std::string>& tone = {}) {
    KitSituation situation = company.situation;
    situation.tags.insert(situation.tags.end(), tags.begin(), tags.end());
    situation.tone = tone;
    return written(situation).messages[0].body;
  };
  std::set<std::string> bodies;
  size_t asked = 0;
  for (const Company& company : companies) {
    for (const std::vector<std::string>& tags : {std::vector<std::string>{"trial"}, {"freemium"}, {"usage_based"}, {"seat_based", "expansion"}, {"pipeline"}, {"acv_lift"}, {"founder"}}) {
      if (company.name == "clinics") continue;  // one set for all of them, D19
      bodies.insert(first_body(company, tags));
      ++asked;
    }
  }
  EXPECT_EQ(bodies.size(), asked);
  EXPECT_NE(first_body(companies[0], {"trial"}), first_body(companies[0], {"trial"}, {"formal"}));
  EXPECT_NE(first_body(companies[0], {"trial"}), first_body(companies[0], {"trial"}, {"casual"}));
}

TEST(WriteKit, PutsABlankWhereTheBriefSaysNothing) {
  const Outreach kit = written({.tags = {"boundary"}});
  EXPECT_THAT(kit.messages[0].subjects[0], "Help with {{setup_step}}");
  std::vector<std::string> names;
  for (const Blank& blank : kit.blanks) {
    names.push_back(blank.name);
    EXPECT_FALSE(blank.meaning.empty());
    EXPECT_FALSE(blank.who.empty());
  }
  EXPECT_THAT(names, ::testing::IsSupersetOf({"first_name", "sender_name", "postal_address", "unsubscribe_link", "product", "setup_step", "team_step", "outcome"}));
  EXPECT_EQ(kit.messages.size(), 3u);
}

TEST(WriteKit, FollowsTheCadenceStepByStep) {
  KitSituation situation = four_companies()[0].situation;
  situation.tags.push_back("trial");
  situation.cadence = {{0, "email", ""}, {1, "call", ""}, {4, "email", "reply or opt-out"}, {10, "email", ""}};
  const Outreach kit = written(situation);
  ASSERT_EQ(kit.follow_ups.size(), 4u);
  EXPECT_EQ(kit.follow_ups[0].message, "M1");
  EXPECT_EQ(kit.follow_ups[1].message, "opener");
  EXPECT_EQ(kit.follow_ups[2].message, "M2");
  EXPECT_EQ(kit.follow_ups[2].stops_on, "reply or opt-out");
  EXPECT_EQ(kit.follow_ups[3].day, 10);
  const auto last = std::find_if(kit.messages.begin(), kit.messages.end(), [&](const Message& message) { return message.id == kit.follow_ups[3].message; });
  EXPECT_TRUE(last->closing);
  EXPECT_THAT(kit.stop_rule, HasSubstr("At most 4 touches in 10 days"));
}

TEST(WriteKit, RefusesACadenceWithMoreEmailsThanMessages) {
  KitSituation situation{.tags = {"founder"}};
  for (int day = 0; day < 5; ++day) situation.cadence.push_back({day, "email", ""});
  const Result<Outreach> kit = write_kit(situation, library());
  ASSERT_FALSE(kit);
  EXPECT_EQ(kit.errors()[0].message, "the cadence has 5 e-mails, but 'founder' has 4 messages for it");
}

TEST(WriteKit, RefersToApprovedSignalsOnly) {
  KitSituation situation = four_companies()[0].situation;
  situation.tags.push_back("trial");
  const Outreach kit = written(situation);
  EXPECT_THAT(kit.messages[0].signals, ElementsAre("data_source_connected"));
  for (const Message& message : kit.messages) EXPECT_THAT(message.signals, Not(Contains("plan_comparison")));
  EXPECT_THAT(kit.never_mention, Contains("plan_comparison"));
}

TEST(WriteKit, LeavesOutWhatWouldHintAtAnUnapprovedSignal) {
  KitSituation situation{.tags = {"trial"}};
  situation.slots = {{"product", "Lumen"}, {"setup_step", "connecting a data source"}, {"team_step", "sharing dashboards"}, {"evaluation_step", "comparing plans"}};
  situation.unapproved = {{"data_source_connected", SignalKind::activation, ""}, {"dashboard_shared", SignalKind::breadth, ""}, {"plan_comparison", SignalKind::intent, ""}};
  const Outreach kit = written(situation);
  for (const Message& message : kit.messages) {
    EXPECT_NE(message.name, "team use");
    EXPECT_THAT(message.body, Not(HasSubstr("data source")));
    EXPECT_THAT(message.body, Not(HasSubstr("comparing plans")));
    EXPECT_THAT(message.signals, IsEmpty());
  }
  EXPECT_THAT(kit.messages[0].body, HasSubstr("help with getting started"));
}

TEST(WriteKit, SendsBlockedUsageToSupport) {
  const Outreach kit = written({.tags = {"trial"}});
  EXPECT_TRUE(kit.messages.back().support);
  EXPECT_THAT(kit.messages.back().recipient, HasSubstr("Support"));
}

TEST(WriteKit, SpeaksOfATrialsEndOnlyInATrialThatEndsByItself) {
  const auto speaks = [](const std::vector<std::string>& tags) {
    const Outreach kit = written({.tags = tags});
    return std::any_of(kit.messages.begin(), kit.messages.end(), [](const Message& message) { return contains(message.body, "{{trial_end_date}}"); });
  };
  EXPECT_TRUE(speaks({"free_trial"}));
  EXPECT_FALSE(speaks({"trial", "card_required"}));
  EXPECT_FALSE(speaks({}));
}

TEST(ComplianceLines, ServeTheRegionsInScopeAndEndWithTheExpert) {
  const std::vector<std::string> us = compliance_lines({"us_ca"}, library());
  EXPECT_THAT(us[0], HasSubstr("10 business days"));
  EXPECT_THAT(us, Contains(HasSubstr("California")));
  EXPECT_THAT(us.back(), HasSubstr("have a qualified expert confirm"));
  EXPECT_THAT(compliance_lines({"us"}, library()), Not(Contains(HasSubstr("California"))));
  const std::vector<std::string> dach = compliance_lines({"dach"}, library());
  for (const char* country : {"Germany", "Austria", "Switzerland", "EU/EEA"}) EXPECT_THAT(dach, Contains(HasSubstr(country)));
  EXPECT_THAT(dach, Not(Contains(HasSubstr("strictest"))));
}

TEST(ComplianceLines, TakeTheStrictestWhereTheRegionIsUnknown) {
  EXPECT_THAT(compliance_lines({}, library()), Contains(HasSubstr("recorded express consent")));
  EXPECT_THAT(compliance_lines({"us", "jp"}, library()), Contains(HasSubstr("recorded express consent")));
  EXPECT_THAT(compliance_lines({}, library()), Not(Contains(HasSubstr("Germany"))));
}

TEST(ComplianceLines, SettleFooterBasisOptOutAndHeadersForEveryRegion) {
  for (const std::vector<std::string>& regions : std::vector<std::vector<std::string>>{{"us"}, {"us_ca"}, {"ca"}, {"ca_qc"}, {"eu"}, {"dach"}, {"de"}, {"at"}, {"ch"}, {"fr"}, {"no"}, {"uk"}, {"au"}, {"nz"}, {"anz"}, {"apac"}, {"jp"}, {"worldwide"}, {}}) {
    std::set<std::string> settled;
    for (const ComplianceLine* line : compliance_of(regions, library())) settled.insert(line->covers.begin(), line->covers.end());
    for (const char* need : {"footer", "basis", "opt_out", "headers"}) EXPECT_TRUE(settled.contains(need)) << ::testing::PrintToString(regions) << " lacks " << need;
  }
}

TEST(ComplianceLines, NameTheHeadersOfOneClickOptOutEverywhere) {
  for (const std::vector<std::string>& regions : std::vector<std::vector<std::string>>{{"us"}, {"eu"}, {}}) {
    EXPECT_THAT(compliance_lines(regions, library()), Contains(::testing::AllOf(HasSubstr("signed List-Unsubscribe and List-Unsubscribe-Post"), HasSubstr("RFC 8058"))));
  }
}

TEST(ComplianceLines, CarryASourceAndADate) {
  for (const ComplianceLine& line : library().compliance) {
    EXPECT_FALSE(line.source.empty()) << line.id;
    EXPECT_THAT(line.date, ::testing::MatchesRegex("[0-9]{4}-[0-9]{2}")) << line.id;
  }
}

TEST(ParseMessageSet, NamesEveryMistakeWithItsPlace) {
  const Result<MessageSet> set = parse_message_set(
      "opener: Hello\n"
      "stop_rule: Stop.\n"
      "messages:\n"
      "  - id: hello\n"
      "    name: hello\n"
      "    step: frist\n"
      "    rank: 1\n"
      "    trigger: t\n"
      "    recipient: r\n"
      "    not_if: n\n"
      "    subjects: [one]\n"
      "    body: b\n"
      "    colour: red\n",
      "hello.yaml", "hello");
  ASSERT_FALSE(set);
  const std::string text = print_errors(set.errors());
  EXPECT_THAT(text, HasSubstr("hello.yaml:13:5: a message has no field 'colour'"));
  const Result<MessageSet> step = parse_message_set(
      "opener: Hello\nstop_rule: Stop.\nmessages:\n  - {id: hello, name: h, step: frist, rank: 1, trigger: t, recipient: r, not_if: n, subjects: [one], body: b}\n", "hello.yaml", "hello");
  ASSERT_FALSE(step);
  const std::string more = print_errors(step.errors());
  EXPECT_THAT(more, HasSubstr("'step' of message 'hello' is 'frist'"));
  EXPECT_THAT(more, HasSubstr("every message has one ask"));
  EXPECT_THAT(more, HasSubstr("two different subjects"));
  EXPECT_THAT(more, HasSubstr("exactly one message of step 'first'"));
}

TEST(LoadMessages, ReadsOnlyWhatASituationNeedsAndWritesTheSameKit) {
  const std::vector<std::string> tags = {"trial", "analytics"};
  const auto start = std::chrono::steady_clock::now();
  const Result<MessageLibrary> some = load_messages_for(HANDRAISE_SOURCE_DIR "/templates", tags);
  ASSERT_TRUE(some);
  KitSituation situation = four_companies()[0].situation;
  situation.tags = tags;
  const Result<Outreach> kit = write_kit(situation, *some);
  const auto taken = std::chrono::steady_clock::now() - start;
  RecordProperty("load_and_write_us", static_cast<int>(std::chrono::duration_cast<std::chrono::microseconds>(taken).count()));
  ASSERT_TRUE(kit);
  EXPECT_EQ(*kit, written(situation));
  EXPECT_EQ(some->sets.size(), 1u);
  EXPECT_LT(taken, std::chrono::milliseconds(500));  // 5 ms are promised in release on an idle machine
}

}  // namespace
}  // namespace handraise
