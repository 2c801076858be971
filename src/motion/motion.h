// A motion: who qualifies, by which signals, who calls within what time, what to write, how to test it.
// The types of motion.yaml, checked. Names are those of the file (docs/motion-language.md); order in vectors is the file's.
// `describe.h` walks these types; parse_motion.h reads them, print_motion.h writes them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "motion/facts.h"
#include "motion/mapping.h"
#include "motion/quantity.h"

namespace handraise {

// ---- sections 2 to 4 of the motion language: what the engines run --------------------------------------------------

enum class Unit { account, user };  // a PQA; a PQL

struct Identity {
  std::vector<std::string> account_by = {"group", "email_domain"};  // group | email_domain | trait:<name>
  bool domain_exact = false;                                        // domain: registrable | exact
  std::vector<std::string> personal_domains = {"bundled"};
  std::vector<std::string> internal_domains;
  std::vector<std::string> competitor_domains;
  bool solo_included = false;                                       // solo: exclude | include
  bool trust_confirmed = false;                                     // trust: any | confirmed
  bool operator==(const Identity&) const = default;
};

// One or more comparisons on one value; all must hold.
struct Test {
  std::vector<std::string> equals;       // at most one
  std::vector<std::string> not_equals;   // at most one
  std::optional<std::vector<std::string>> in;
  std::optional<std::vector<std::string>> not_in;
  std::optional<double> at_least;
  std::optional<double> at_most;
  std::optional<bool> exists;            // between: is at_least with at_most
  bool empty() const { return equals.empty() && not_equals.empty() && !in && !not_in && !at_least && !at_most && !exists; }
  bool operator==(const Test&) const = default;
};

struct PropertyTest {
  std::string property;  // as it stands, then as a path into objects
  Test test;
  bool operator==(const PropertyTest&) const = default;
};

struct TraitTest {
  std::string trait;     // account.<name>, or user.<name> for `unit: user`
  Test test;             // empty: exists
  bool operator==(const TraitTest&) const = default;
};

enum class SignalKind { activation, depth, breadth, integration, invite, admin, intent, fit, risk };
enum class Count { events, users, new_users, days, distinct, sum };
enum class Period { none, minute, hour, day };  // once_per

// half_life: the motion's (absent), none, or a duration.
struct HalfLife {
  bool none = false;
  Duration duration = 0;  // > 0 unless none
  bool operator==(const HalfLife&) const = default;
};

struct Signal {
  std::string name;
  SignalKind kind = SignalKind::depth;
  std::vector<std::string> events;         // `any` is one item "any"; empty for fit
  std::vector<PropertyTest> where;
  Count count = Count::events;
  std::string count_property;              // for distinct and sum
  Period once_per = Period::none;
  double at_least = 1;                     // for sum in the property's unit; else a whole number ≥ 1
  Duration within = 0;                     // 0: ever
  std::optional<TraitTest> trait;          // fit
  double points = 0;                       // at most 6 decimals
  std::optional<HalfLife> half_life;
  bool hand_raise = false;
  bool approved = false;                   // may outreach refer to it?
  std::string phrase;                      // the helpful wording outreach may use
  std::string label;                       // what a reader calls it: "two teammates joined"
  std::string why;
  std::string false_positives;             // when it is mistaken
  std::string control;                     // and what is done about that
  bool exists = true;                      // is the event tracked today? false: named but still to be built (then it is off)
  Origin from = Origin::assumed;           // stated: the brief named it
  std::string source;                      // words of the brief, or the playbook's entry
  bool operator==(const Signal&) const = default;
};

struct Exclusion {   // one of the three
  std::string signal;
  std::string outcome;
  std::optional<TraitTest> trait;
  std::string why;
  bool operator==(const Exclusion&) const = default;
};

struct Qualify {
  double score_at_least = 0;
  std::optional<double> hot_at;
  HalfLife half_life = {true, 0};
  std::vector<std::string> must_have;
  std::vector<std::string> any_of;
  int kinds_at_least = 0;
  std::vector<Exclusion> never_if;
  std::optional<Duration> cooldown = 30 * kDay;  // absent: forever (once)
  std::optional<double> triage_from;
  bool operator==(const Qualify&) const = default;
};

struct Segment {
  std::string words;             // what it is, for readers
  std::vector<TraitTest> all;    // none: everybody
  bool operator==(const Segment&) const = default;
};

// ---- what the pack, the desk and the readout need ------------------------------------------------------------------

// A choice of the design with its reason: "D1", choice "PQL, one open per account", because "…".
struct Decision {
  std::string id;                    // D1 … D29, or X<n> beyond the list
  std::string part;                  // definition | signals | routing | outreach | pilot | context
  std::string choice;
  std::string because;               // "because X (yours), Y; not Z, since W"
  std::vector<std::string> inputs;   // paths of facts, names of quantities, F-numbers
  Origin from = Origin::assumed;
  bool flips = false;                // true: another choice wins inside the range of an input
  std::string flip;                  // which input, at which value, to which choice
  bool operator==(const Decision&) const = default;
};

struct ReadinessRow {
  std::string test, needed, found;
  std::string state;                 // pass | open | fail
  std::string closes;                // when and by whom
  bool operator==(const ReadinessRow&) const = default;
};

// An unmet prerequisite of a motion that is not ready.
struct Prerequisite {
  std::string what, owner, done_when, unlocks;
  int days = 0;                      // working days
  bool operator==(const Prerequisite&) const = default;
};

struct Context {
  std::string title;                 // product, objective, unit
  std::string product;               // noun phrase, lower case start unless a name
  std::string category;              // id of the playbook used
  std::string noun, noun_plural;     // of the category: dashboard(s)
  std::string objective;             // trial_to_paid | expansion | acv_lift | pipeline
  std::string goal_metric;           // what is counted, denominators spelt out
  std::string watched;               // what is only watched
  std::string in_scope, out_of_scope;
  std::vector<ReadinessRow> readiness;
  std::vector<Prerequisite> prerequisites;
  std::string verdict_reason;        // the one decisive reason, a sentence
  std::string before_day_1;          // what must be true before day 1, a sentence
  Facts facts;                       // what the brief said
  std::vector<std::string> tags;     // the situation, for texts chosen by it: trial, seat_based, founder, eu, health, …
  bool operator==(const Context&) const = default;
};

struct Stage {                       // funnel
  std::string name, enters_when, leaves_when, owner, human, sla, guardrail;  // human: yes | maybe | no
  std::string flow;                  // id of the figure that gives accounts a week; empty: none
  bool operator==(const Stage&) const = default;
};
struct Intervention {
  std::string moment, adds, leaves_alone;
  bool operator==(const Intervention&) const = default;
};
struct Responsibility {              // one row of the RACI
  std::string activity;
  std::vector<std::string> roles;    // parallel to Funnel::roles: "A", "R", "A/R", "C", "I", ""
  bool operator==(const Responsibility&) const = default;
};
struct Funnel {
  std::vector<Stage> stages;
  std::vector<Intervention> interventions;
  std::string low_touch;             // what sales must not touch
  std::vector<std::string> roles;
  std::vector<Responsibility> raci;
  bool operator==(const Funnel&) const = default;
};

struct Pool {                        // people with one role
  std::string role;                  // sdr ae csm se founder support rep
  double people = 0;
  Origin from = Origin::stated;
  double selling_hours = 0;          // a week and person
  double share = 0;                  // of them for this motion
  double absence = 0;
  std::string works;                 // what they do here: "first touch", "meetings and offers"
  bool operator==(const Pool&) const = default;
};
struct RoutingRule {                 // ordered: first match wins
  std::string condition, action, why;
  bool operator==(const RoutingRule&) const = default;
};
struct Slot {                        // when reps look at alerts, local time, Monday to Friday
  std::string from, to;              // "09:30", "10:30"
  bool operator==(const Slot&) const = default;
};
struct CadenceStep {                 // F6: the only source of effort
  std::string name;                  // "research", "first message", "call", "logging", …
  std::string tier;                  // hot | qualified | both
  std::string role;                  // who does it
  int day = 0;                       // after qualification; -1: no step the customer sees
  double minutes = 0;
  double share = 1;                  // of accounts that reach it, expected
  bool conditional = false;          // happens only for that share (a meeting that was agreed): planned with it, not with 1
  std::string stops_on;
  bool operator==(const CadenceStep&) const = default;
};
struct AlertField {
  std::string field, example;
  bool hidden = false;               // kept from reps
  bool operator==(const AlertField&) const = default;
};
struct NextAction {
  std::string pattern, who, message, by_when;  // message: id of outreach.messages
  bool operator==(const NextAction&) const = default;
};
struct CrmField {
  std::string name, type, values, written_by;
  bool operator==(const CrmField&) const = default;
};
struct Escalation {
  std::string when, action, owner;
  bool operator==(const Escalation&) const = default;
};
struct AgendaItem {
  int minutes = 0;
  std::string item, owner, rule;
  bool operator==(const AgendaItem&) const = default;
};
struct Routing {
  std::vector<Pool> pools;
  std::vector<RoutingRule> rules;
  std::string channel;               // alert channel
  std::string crm;                   // where it is logged; "" unknown
  std::string open_from = "09:00", open_to = "18:00";  // local, Monday to Friday
  std::vector<Slot> duty_slots;
  std::vector<CadenceStep> cadence;
  std::vector<std::string> over_capacity;  // what gives first, in order
  std::vector<std::string> forbidden;      // what reps may not do
  std::string crediting;                   // rule and when it starts
  std::string triage;                      // what is done with ambiguous accounts, max a day
  bool operator==(const Routing&) const = default;
};
struct Promise {                     // one SLA
  std::string tier;                  // hand_raise | hot | qualified
  double minutes = 0;                // of open hours
  double kept_wanted = 0.9;
  Origin from = Origin::assumed;
  std::string words;                 // "2 open hours"
  bool operator==(const Promise&) const = default;
};
struct Sla {
  std::string clock;                 // what starts and stops it
  std::vector<Promise> promises;
  std::optional<Promise> asked;      // the brief's own, where it differs
  bool operator==(const Sla&) const = default;
};
struct Disposition {
  std::string value, meaning, next_step, teaches;
  bool operator==(const Disposition&) const = default;
};
struct Workflow {
  std::vector<AlertField> alert_card;
  std::vector<NextAction> next_actions;
  std::vector<std::string> required_actions;
  std::vector<CrmField> crm_fields;
  std::vector<Escalation> escalations;
  std::string review_when;           // "Thursdays, 30 minutes"
  std::vector<AgendaItem> review;
  std::string change_rule;           // decision rule for changing a signal
  bool operator==(const Workflow&) const = default;
};

struct Message {
  std::string id;                    // M1 …
  std::string name;                  // "set-up help"
  std::string trigger;               // pattern of signals that chooses it
  std::string recipient;
  std::string not_if;
  std::string ask;                   // the one ask; "" for a closing note
  std::vector<std::string> subjects;
  std::string body;                  // paragraphs separated by a blank line; blanks as {{name}}
  std::vector<std::string> signals;  // signals it may refer to
  bool closing = false;              // a closing note may have no ask
  bool support = false;              // goes to support and sells nothing
  bool operator==(const Message&) const = default;
};
struct FollowUp {
  int day = 0;
  std::string channel, message, stops_on;
  bool operator==(const FollowUp&) const = default;
};
struct Blank {
  std::string name, meaning, who;    // {{name}}, who fills it
  bool operator==(const Blank&) const = default;
};
struct Objection {
  std::string said, answer, leave_off;
  bool operator==(const Objection&) const = default;
};
struct Outreach {
  std::vector<std::string> tone;
  std::vector<Message> messages;
  std::vector<FollowUp> follow_ups;
  std::string stop_rule;
  std::string opener;
  std::vector<std::string> discovery;
  std::vector<Objection> objections;
  std::vector<Blank> blanks;
  std::vector<std::string> never_mention;   // signals, and kinds of data
  std::vector<std::string> compliance;      // lines for the regions in scope, each with its source
  std::string footer;
  bool operator==(const Outreach&) const = default;
};

struct TrackedEvent {
  std::string event, fires_when, properties, id, state, builder, check;  // state: exists | missing | unknown
  std::string needed_by;             // "D+5"; empty when it exists
  bool operator==(const TrackedEvent&) const = default;
};
struct Dashboard {
  std::string question, formula, owner, cadence;
  bool operator==(const Dashboard&) const = default;
};
struct Indicator {
  std::string metric, baseline, target, read;  // read: weekly | at readout
  bool leading = true;
  bool operator==(const Indicator&) const = default;
};
struct Instrumentation {
  std::vector<TrackedEvent> events;
  std::vector<Dashboard> dashboards;
  std::vector<Indicator> indicators;
  std::vector<std::string> quality_checks;
  bool operator==(const Instrumentation&) const = default;
};

enum class GoRule { prove, bet, learn };
enum class Looks { once, weekly };
struct Arm {
  std::string name;                  // treatment | holdout
  double share = 0;
  std::string what;                  // what happens
  bool operator==(const Arm&) const = default;
};
struct Trigger {
  std::string name;
  std::string kind;                  // stop | look | scale
  std::string counts;                // what is counted: "opt-outs among treated accounts"
  double p_ok = 0, p_bad = 0;        // rates that are fine, and that are bad
  int k = 0;                         // fires at this count or more (scale: at most)
  std::string action;
  bool operator==(const Trigger&) const = default;
};
struct CalendarRow {
  std::string week, work, exit, owner;
  bool operator==(const CalendarRow&) const = default;
};
struct ScaleStep {
  std::string stage, when, change;
  bool operator==(const ScaleStep&) const = default;
};
struct Pilot {
  std::string segment;
  double weeks = 4;                  // of enrolment
  double asked_weeks = 0;            // the brief's; 0: none
  bool asked_includes_readout = false;
  std::string start;                 // the brief's words; "" = D+n from "launch approved"
  std::vector<Arm> arms;
  GoRule rule = GoRule::learn;
  Looks looks = Looks::once;         // at the outcome: at the end, or each week with an interval that allows it (prove only)
  std::string randomised_by;         // account
  double power = 0.8, alpha = 0.05;
  std::vector<Trigger> triggers;
  std::vector<std::string> guardrails;
  std::vector<CalendarRow> calendar;
  std::vector<ScaleStep> scale;
  std::vector<std::string> backlog;
  bool operator==(const Pilot&) const = default;
};

struct Risk {
  std::string what, likelihood, effect, sign, move, owner;  // trigger, …, effect in numbers, sign to watch, owner's move
  bool operator==(const Risk&) const = default;
};
struct Question {
  std::string id, question, why_now, moves;
  bool operator==(const Question&) const = default;
};
struct NextStep {
  std::string step, owner, due, done_when;
  bool operator==(const NextStep&) const = default;
};
struct DecisionNeeded {              // page 1
  std::string decision, owner, by, default_if_silent;
  bool operator==(const DecisionNeeded&) const = default;
};

// A small history that is run through the engine and printed with its score added up.
struct CaseRecord {
  double day = 0;                    // after the case's first record
  std::string user;                  // "analyst A"; invented roles, never names
  std::string event;
  std::vector<std::pair<std::string, std::string>> properties;
  int times = 1;                     // repeated, a minute apart
  bool operator==(const CaseRecord&) const = default;
};
struct WorkedCase {
  std::string id;                    // qualifies | near_miss | lone_pricing_visit
  std::string story;
  std::string expect;                // qualified | hot | triage | not_qualified
  std::vector<std::pair<std::string, std::string>> traits;  // account.<name> = value
  std::vector<CaseRecord> records;
  double evaluated_day = 0;
  bool operator==(const WorkedCase&) const = default;
};

struct Motion {
  std::string handraise = "1";       // version of the motion language
  Unit unit = Unit::account;
  std::string time_zone = "UTC";
  Identity identity;
  std::vector<Signal> signals;
  Qualify qualify;
  Segment segment;
  std::optional<Mapping> input;      // of tables; none: guessed from their headers

  Context context;
  std::vector<Quantity> planning;    // every number the figures rest on
  std::vector<Decision> decisions;
  Funnel funnel;
  Routing routing;
  Sla sla;
  std::vector<Disposition> dispositions;
  Workflow workflow;
  Outreach outreach;
  Instrumentation instrumentation;
  Pilot pilot;
  std::vector<WorkedCase> examples;
  std::vector<Risk> risks;
  std::vector<Question> open_questions;
  std::vector<NextStep> next_steps;
  std::vector<DecisionNeeded> decisions_needed;
  bool operator==(const Motion&) const = default;

  const Signal* signal(std::string_view name) const;
  const Quantity* quantity(std::string_view name) const;
  const Decision* decision(std::string_view id) const;
  bool tagged(std::string_view tag) const;
};

std::string_view name_of(Unit unit);
std::string_view name_of(SignalKind kind);
std::string_view name_of(Count count);
std::string_view name_of(Period period);
std::string_view name_of(GoRule rule);
std::string_view name_of(Looks looks);

}  // namespace handraise
