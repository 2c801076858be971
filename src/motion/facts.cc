#include "motion/facts.h"

#include <cstdlib>

#include "base/text.h"

namespace handraise {
namespace {

using Type = FactKind::Type;

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  for (std::string_view piece : split(text, ' '))
    if (!piece.empty()) words.emplace_back(piece);
  return words;
}

constexpr std::string_view kCategories =
    "analytics developer_tools collaboration security data_infrastructure design crm marketing hr finance support_desk ecommerce "
    "healthcare education legal logistics real_estate construction manufacturing hospitality nonprofit other";
constexpr std::string_view kModels = "free_trial freemium usage_based seat_based open_source";
constexpr std::string_view kPer =
    "seat user account site workspace event request gb contact employee location credit project host device order repository "
    "message minute other";
constexpr std::string_view kPeriods = "month year week day once use";
constexpr std::string_view kIndustries =
    "fintech healthcare retail ecommerce logistics manufacturing education government legal construction real_estate media gaming "
    "travel hospitality insurance banking energy telecom automotive agriculture nonprofit professional_services software pharma food";
constexpr std::string_view kRegions =
    "us ca uk eu dach de at ch fr es it nl nordics se no dk fi pl ie be pt apac anz au nz jp in sg cn latam br mx mea za africa "
    "worldwide";
constexpr std::string_view kCompliance =
    "gdpr ccpa casl can_spam hipaa soc2 iso27001 pci ferpa coppa fedramp lgpd pecr dpa eprivacy uwg nis2 dora";
constexpr std::string_view kObjectives = "trial_to_paid expansion acv_lift pipeline";
constexpr std::string_view kMetrics =
    "trial_to_paid expansion acv_lift pipeline signups_per_month active_accounts active_users paying_accounts activation_rate "
    "expansion_rate churn_rate meeting_rate win_rate time_to_value_hours qualified_per_week cycle_days";
constexpr std::string_view kRoles = "sdr bdr ae am csm se founder support revops sales_manager rep";
constexpr std::string_view kRolesAndAll = "sdr bdr ae am csm se founder support revops sales_manager rep all";
constexpr std::string_view kAsked =
    "pack definition signals scoring routing outreach sla pilot instrumentation dashboard workflow sequence report";

std::vector<FactKind> make_kinds() {
  std::vector<FactKind> kinds;
  const auto add = [&](std::string_view path, Type type, bool list = false, std::string_view ids = "") {
    kinds.push_back({std::string(path), type, list, words_of(ids)});
  };
  add("product", Type::text);
  add("product_name", Type::text);
  add("category", Type::id, false, kCategories);
  add("model", Type::id, true, kModels);
  add("trial_days", Type::number);
  add("card_required", Type::yes_no);
  add("free_limit", Type::text);
  add("plans", Type::text, true);
  add("price.amount", Type::number);
  add("price.currency", Type::id);
  add("price.per", Type::id, false, kPer);
  add("price.period", Type::id, false, kPeriods);
  add("acv.min", Type::number);
  add("acv.max", Type::number);
  add("acv.currency", Type::id);
  add("acv.period", Type::id, false, kPeriods);
  add("seats.from", Type::number);
  add("seats.to", Type::number);
  add("employees.from", Type::number);
  add("employees.to", Type::number);
  add("segments", Type::text, true);
  add("segments_excluded", Type::text, true);
  add("industries", Type::id, true, kIndustries);
  add("user_roles", Type::text, true);
  add("buyer_roles", Type::text, true);
  add("regions", Type::id, true, kRegions);
  add("regions_excluded", Type::id, true, kRegions);
  add("compliance", Type::id, true, kCompliance);
  add("consent_share", Type::number);
  add("objective", Type::id, false, kObjectives);
  add("objective_secondary", Type::id, true, kObjectives);
  add("target.metric", Type::id, false, kMetrics);
  add("target.from", Type::number);
  add("target.to", Type::number);
  add("target.by", Type::text);
  for (const char* name : {"signups_per_month", "active_accounts", "active_users", "paying_accounts", "activation_rate", "trial_to_paid",
                           "expansion_rate", "churn_rate", "meeting_rate", "win_rate", "time_to_value_hours", "qualified_per_week",
                           "cycle_days"})
    add(std::string("baselines.") + name, Type::number);
  add("signals", Type::id, true);
  add("events", Type::text, true);
  add("missing_signals", Type::id, true);
  add("forbidden_signals.never_mention", Type::id, true);
  add("forbidden_signals.never_use", Type::id, true);
  add("mapping.method", Type::id, false, "email_domain sso group billing enrichment crm manual none");
  add("mapping.coverage", Type::number);
  add("usage_data", Type::yes_no);
  add("self_serve", Type::yes_no);
  add("reps.*", Type::number, false, kRoles);
  add("rep_hours.*", Type::number, false, kRolesAndAll);
  add("sla.value", Type::number);
  add("sla.unit", Type::id, false, "minute hour business_hour day business_day");
  add("routing", Type::id, false, "round_robin territory owner load pooled");
  add("territories", Type::text, true);
  add("crm", Type::id, false, "salesforce hubspot pipedrive dynamics zoho close attio copper freshsales none other");
  add("alert_channel", Type::id, false, "slack teams email crm_task discord");
  add("tools", Type::id, true);
  add("bottleneck", Type::text);
  add("pilot.weeks", Type::number);
  add("pilot.start", Type::text);
  add("pilot.segment", Type::text);
  add("pilot.success", Type::text);
  add("tone", Type::id, true, "helpful direct formal casual friendly short no_pressure");
  add("language", Type::id, true);
  add("approvals", Type::text, true);
  add("budget.amount", Type::number);
  add("budget.currency", Type::id);
  add("asked_for", Type::id, true, kAsked);
  return kinds;
}

struct OriginName { Origin origin; std::string_view name; };
constexpr OriginName kOrigins[] = {{Origin::stated, "stated"},       {Origin::answer, "answer"},   {Origin::measured, "measured"},
                                   {Origin::computed, "computed"},   {Origin::published, "published"}, {Origin::assumed, "assumed"},
                                   {Origin::unknown, "unknown"}};
struct VerdictName { VerdictValue value; std::string_view name; };
constexpr VerdictName kVerdicts[] = {{VerdictValue::ready, "ready"},
                                     {VerdictValue::needs_prerequisites, "needs_prerequisites"},
                                     {VerdictValue::not_a_fit, "not_a_fit"},
                                     {VerdictValue::refused, "refused"}};

}  // namespace

std::string_view name_of(Origin origin) {
  for (const OriginName& entry : kOrigins)
    if (entry.origin == origin) return entry.name;
  return "unknown";
}

bool parse_origin(std::string_view text, Origin* origin) {
  for (const OriginName& entry : kOrigins)
    if (entry.name == text) {
      *origin = entry.origin;
      return true;
    }
  return false;
}

std::string_view name_of(VerdictValue value) {
  for (const VerdictName& entry : kVerdicts)
    if (entry.value == value) return entry.name;
  return "ready";
}

bool parse_verdict(std::string_view text, VerdictValue* value) {
  for (const VerdictName& entry : kVerdicts)
    if (entry.name == text) {
      *value = entry.value;
      return true;
    }
  return false;
}

const Fact* Facts::find(std::string_view path) const {
  for (const Fact& fact : all)
    if (fact.path == path) return &fact;
  return nullptr;
}

std::string Facts::text(std::string_view path, std::string_view otherwise) const {
  const Fact* fact = find(path);
  return fact ? fact->value : std::string(otherwise);
}

double Facts::number(std::string_view path, double otherwise) const {
  const Fact* fact = find(path);
  if (!fact || fact->value.empty()) return otherwise;
  char* end = nullptr;
  const double value = std::strtod(fact->value.c_str(), &end);
  return *end == '\0' ? value : otherwise;
}

std::vector<std::string> Facts::list(std::string_view path) const {
  std::vector<std::string> values;
  for (const Fact& fact : all)
    if (fact.path == path) values.push_back(fact.value);
  return values;
}

bool Facts::includes(std::string_view path, std::string_view value) const {
  for (const Fact& fact : all)
    if (fact.path == path && fact.value == value) return true;
  return false;
}

const std::vector<FactKind>& fact_kinds() {
  static const std::vector<FactKind> kinds = make_kinds();
  return kinds;
}

const FactKind* fact_kind(std::string_view path) {
  for (const FactKind& kind : fact_kinds()) {
    if (kind.path == path && path.back() != '*') return &kind;
    if (!kind.path.ends_with(".*")) continue;
    const std::string_view prefix = std::string_view(kind.path).substr(0, kind.path.size() - 1);
    if (!path.starts_with(prefix)) continue;
    for (const std::string& role : kind.ids)
      if (path.substr(prefix.size()) == role) return &kind;
  }
  return nullptr;
}

}  // namespace handraise
