#include "design/situation.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace handraise {
namespace {

bool any_of(const std::vector<std::string>& values, std::initializer_list<std::string_view> wanted) {
  for (const std::string& value : values) {
    for (const std::string_view each : wanted) {
      if (value == each || (value.size() > each.size() + 1 && value.compare(0, each.size(), each) == 0 && value[each.size()] == '_')) return true;
    }
  }
  return false;
}

// Below this deal a year the user can pay alone (D1).
constexpr double kSelfPaidDeal = 10'000;

void read_objective(const Facts& facts, Situation& situation) {
  std::string objective = facts.text("objective");
  if (!objective.empty()) situation.add("objective_stated");
  const bool trial = facts.includes("model", "free_trial") || facts.has("trial_days");
  if (objective.empty()) {
    const double from = facts.number("seats.from", 1), to = facts.number("seats.to");
    if (to > 0 && to >= 2 * from) objective = "expansion";
    else if (trial || facts.includes("model", "freemium") || facts.includes("model", "open_source")) objective = "trial_to_paid";
    else if (facts.includes("model", "usage_based") || facts.includes("model", "seat_based")) objective = "expansion";
    else objective = "trial_to_paid";
  }
  situation.add(objective);
}

void read_model(const Facts& facts, Situation& situation) {
  const bool trial = facts.includes("model", "free_trial") || facts.has("trial_days");
  if (trial) situation.add("trial");
  for (const char* model : {"freemium", "usage_based", "seat_based", "open_source"}) {
    if (facts.includes("model", model)) situation.add(model);
  }
  if (!situation.has("seat_based") && (facts.has("seats.to") || facts.text("price.per") == "seat" || facts.text("price.per") == "user")) situation.add("seat_based");
  if (facts.text("card_required") == "yes") situation.add("card_required");
}

void read_unit(const Facts& facts, Situation& situation) {
  const double deal = facts.number("acv.max", facts.number("acv.min"));
  const double from = facts.number("seats.from", 1), to = facts.number("seats.to");
  const bool seats_grow = to > 0 && to >= 3 * from;
  const bool sensitive = situation.has("health") || situation.has("security");
  bool account = false;
  if (situation.has("weak_mapping") && !situation.has("seat_based")) account = false;                   // D16
  else if (situation.has("expansion") && !situation.has("trial_to_paid")) account = true;               // D2, D3
  else if (seats_grow) account = true;                                                                  // D2
  else if (situation.has("usage_based") && !situation.has("trial")) account = true;                     // D3
  else if (situation.has("trial") || situation.has("trial_to_paid")) account = deal >= 5 * kSelfPaidDeal && !situation.has("trial");  // D1, D4
  else if (sensitive || deal >= kSelfPaidDeal) account = true;
  situation.add(account ? "pqa" : "pql");
}

void read_staff(const Facts& facts, Situation& situation) {
  double total = people_of(facts, "se");
  int roles = total > 0 ? 1 : 0;
  for (const Fact& fact : facts.all) {
    if (fact.path.rfind("reps.", 0) != 0 || !sells(fact.path.substr(5)) || people_of(facts, fact.path.substr(5)) <= 0) continue;
    total += people_of(facts, fact.path.substr(5));
    ++roles;
  }
  const Sellers sellers = sellers_of(facts);
  if (people_of(facts, "sdr") + people_of(facts, "bdr") > 0) situation.add("has_sdr");
  if (people_of(facts, "ae") + people_of(facts, "am") > 0) situation.add("has_ae");
  if (people_of(facts, "csm") > 0) situation.add("has_csm");
  if (people_of(facts, "se") > 0) situation.add("has_se");
  if (people_of(facts, "founder") > 0 && sellers.people <= people_of(facts, "founder")) situation.add("founder");
  if (sellers.none) situation.add("no_seller");
  else if (sellers.people <= 0) { situation.add("staff_assumed"); situation.add("small_team"); }
  else if (total <= 1) situation.add("solo");
  else if (total <= 6) situation.add("small_team");
  else situation.add("big_team");
  situation.add(roles >= 2 && (situation.has("has_sdr") && situation.has("has_ae")) ? "two_roles" : "one_role");
  if (facts.has("territories") || facts.text("routing") == "territory") situation.add("territories");
}

void read_data(const Facts& facts, Situation& situation) {
  const std::string method = facts.text("mapping.method");
  const double coverage = facts.number("mapping.coverage", 1);
  if (!method.empty()) situation.add("mapping_stated");
  if (method == "email_domain") situation.add("domain_mapping");
  if (method == "sso") situation.add("sso_mapping");
  if (method == "group") situation.add("group_mapping");
  if (method == "billing" || method == "crm") situation.add("billing_mapping");
  if (method == "none" || any_of(facts.verdict.reasons, {"unmappable"})) situation.add("unmapped");
  // By domain or enrichment the rest is personal addresses and misses, a share lost (D17); by any other way it is wrong or missing ties (D16).
  if (facts.has("mapping.coverage") && coverage < 0.9 && method != "email_domain" && method != "enrichment") situation.add("weak_mapping");
  if (method != "enrichment" && !any_of(facts.list("tools"), {"clearbit", "zoominfo", "apollo", "clay", "enrichment"})) situation.add("no_enrichment");
  if (facts.text("usage_data") == "no") situation.add("no_usage_data");
  if (facts.has("missing_signals")) situation.add("missing_signals");
  if (facts.has("forbidden_signals.never_mention") || facts.has("forbidden_signals.never_use")) situation.add("forbidden_signals");
  if (facts.has("events")) situation.add("events_stated");
}

void read_place(const Facts& facts, const Playbook& playbook, Situation& situation) {
  const std::vector<std::string> regions = facts.list("regions"), rules = facts.list("compliance");
  if (!regions.empty()) situation.add("regions_stated");
  const bool europe = any_of(regions, {"eu", "de", "at", "ch", "fr", "es", "it", "nl", "dach", "nordics", "se", "no", "dk", "fi", "pl", "ie", "be", "pt", "uk"}) ||
                      any_of(rules, {"gdpr", "uwg", "pecr", "eprivacy", "dpa"});
  const bool canada = any_of(regions, {"ca"}) || any_of(rules, {"casl"});
  if (europe || canada || facts.has("consent_share")) situation.add("eu_consent");
  if (canada) situation.add("canada");
  if (!regions.empty() && !europe && !canada && any_of(regions, {"us"})) situation.add("us_only");
  if (playbook.id == "vertical_regulated" || any_of(rules, {"hipaa"}) || any_of(facts.list("industries"), {"healthcare"})) situation.add("health");
  if (playbook.id == "security") situation.add("security");
  if (any_of(rules, {"hipaa", "fedramp", "pci", "ferpa", "coppa", "dora"})) situation.add("regulated");
}

void read_size(const Facts& facts, Situation& situation) {
  const double from = facts.number("employees.from", -1), to = facts.number("employees.to", -1);
  if (to > 0 && to <= 100) situation.add("smb");
  else if (from >= 1000) situation.add("enterprise_segment");
  else if (from > 0 || to > 0) situation.add("mid_market");
  if (facts.has("seats.to") || facts.has("seats.from")) situation.add("seats_stated");
  if (facts.has("acv.min") || facts.has("acv.max")) situation.add("deal_stated");
  if (facts.has("price.amount")) situation.add("price_stated");
}

}  // namespace

bool fits_a_sentence(const std::string& text) {
  return text.size() <= 80 && text.find_first_of("<>{}[]|`\\\n") == std::string::npos && (text.empty() || std::string("=+-@").find(text.front()) == std::string::npos);
}

double people_of(const Facts& facts, std::string_view role) {
  const std::string own = "rep_hours." + std::string(role);
  if (facts.number(facts.has(own) ? own : "rep_hours.all", 1) <= 0) return 0;
  return std::max(0.0, facts.number("reps." + std::string(role)));
}
bool sells(std::string_view role) { return role != "support" && role != "revops" && role != "sales_manager" && role != "se"; }
Sellers sellers_of(const Facts& facts) {
  Sellers sellers;
  bool named = false;
  for (const Fact& fact : facts.all) {
    if (fact.path.rfind("reps.", 0) != 0 || !sells(fact.path.substr(5))) continue;
    named = true;
    sellers.people += people_of(facts, fact.path.substr(5));
    sellers.answered = sellers.answered || fact.from == Origin::answer;
  }
  sellers.none = named && sellers.people <= 0;
  return sellers;
}

std::string product_name_of(const Facts& facts) {
  const std::string name = facts.text("product_name");
  return fits_a_sentence(name) ? name : "";
}

bool Situation::has(std::string_view tag) const { return std::find(tags.begin(), tags.end(), tag) != tags.end(); }
void Situation::add(std::string tag) {
  if (!has(tag)) tags.push_back(std::move(tag));
}

std::string role_word(std::string_view role, bool many) {
  static constexpr std::array<std::array<std::string_view, 3>, 11> words = {{{"sdr", "SDR", "SDRs"}, {"bdr", "BDR", "BDRs"}, {"ae", "AE", "AEs"}, {"am", "account manager", "account managers"},
      {"csm", "CSM", "CSMs"}, {"se", "solutions engineer", "solutions engineers"}, {"founder", "founder", "founders"}, {"support", "support engineer", "support engineers"},
      {"revops", "RevOps lead", "RevOps leads"}, {"sales_manager", "sales manager", "sales managers"}, {"rep", "seller", "sellers"}}};
  for (const auto& word : words) if (word[0] == role) return std::string(word[many ? 2 : 1]);
  return std::string(role);
}

std::string plain_words(std::string_view id) {
  static constexpr std::array<std::array<std::string_view, 2>, 14> words = {{{"trial_to_paid", "trial-to-paid conversion"}, {"expansion", "expansion"}, {"acv_lift", "larger first contracts"},
      {"pipeline", "product-qualified pipeline"}, {"email_domain", "e-mail domain"}, {"sso", "single sign-on"}, {"group", "workspace id"}, {"billing", "billing account"}, {"crm", "CRM record"},
      {"free_trial", "free trial"}, {"usage_based", "usage-based pricing"}, {"seat_based", "per-seat pricing"}, {"open_source", "open source"}, {"none", "nothing yet"}}};
  for (const auto& word : words) if (word[0] == id) return std::string(word[1]);
  return replace_all(std::string(id), "_", " ");
}

Situation read_situation(const Facts& facts, const Playbook& playbook) {
  Situation situation;
  read_model(facts, situation);
  read_objective(facts, situation);
  read_data(facts, situation);
  read_place(facts, playbook, situation);
  read_size(facts, situation);
  read_staff(facts, situation);
  read_unit(facts, situation);
  if (facts.has("baselines.signups_per_month")) situation.add("volume_stated");
  if (facts.has("baselines.active_accounts") || facts.has("baselines.paying_accounts")) situation.add("stock_stated");
  if (facts.has("baselines.trial_to_paid") || facts.has("baselines.expansion_rate")) situation.add("baseline_stated");
  situation.add(facts.has("category") ? "category_stated" : "category_assumed");
  if (facts.text("crm") == "none") situation.add("no_crm");
  else if (facts.has("crm")) situation.add("crm_stated");
  if (facts.has("alert_channel")) situation.add("channel_stated");
  if (facts.has("pilot.weeks")) situation.add("pilot_asked");
  if (facts.has("sla.value")) situation.add("sla_asked");
  for (const Fact& fact : facts.all) if (fact.path.rfind("rep_hours.", 0) == 0) situation.add("hours_stated");
  situation.add(std::string(name_of(facts.verdict.value)));

  // The words that fill the texts.
  const bool account = situation.has("pqa");
  const bool trial = situation.has("trial");
  const std::string plain = situation.has("category_stated") ? lower_ascii(playbook.name) + " product" : "self-serve product";
  const std::string product = fits_a_sentence(facts.text("product")) ? facts.text("product", plain) : plain;
  const std::string name = product_name_of(facts);
  const auto roles_of = [&](std::string_view path) {
    std::vector<std::string> roles = facts.list(path);
    roles.erase(std::remove_if(roles.begin(), roles.end(), [](const std::string& role) { return !fits_a_sentence(role); }), roles.end());
    return roles;
  };
  const std::vector<std::string> users = roles_of("user_roles"), buyers = roles_of("buyer_roles");
  const std::string objective = situation.has("trial_to_paid") ? (trial ? "trial-to-paid conversion" : "free-to-paid conversion")
                                : situation.has("expansion")   ? "expansion"
                                : situation.has("acv_lift")    ? "larger first contracts"
                                                               : "product-qualified pipeline";
  std::string first = "rep", closer = "rep";
  if (situation.has("founder")) first = closer = "founder";
  else if (situation.has("has_csm") && situation.has("expansion") && !situation.has("has_sdr")) { first = "csm"; closer = situation.has("has_ae") ? (people_of(facts, "ae") > 0 ? "ae" : "am") : "csm"; }
  else if (situation.has("has_sdr") || situation.has("has_ae")) {
    first = situation.has("has_sdr") ? (people_of(facts, "sdr") > 0 ? "sdr" : "bdr") : (people_of(facts, "ae") > 0 ? "ae" : "am");
    closer = situation.has("has_ae") ? (people_of(facts, "ae") > 0 ? "ae" : "am") : first;
  } else if (situation.has("has_csm")) first = closer = "csm";
  const std::string account_word = account ? (situation.has("usage_based") && !situation.has("seat_based") ? "billing account" : "company") : (trial ? "trial user" : "free user");
  Slots& slots = situation.slots;
  slots.set("product", name.empty() ? "your product" : name).set("product_kind", product).set("product_plain", name.empty() ? product : name);
  slots.set("playbook", playbook.id).set("category_name", playbook.name).set("category_lower", lower_ascii(playbook.name));
  slots.set("noun", playbook.noun).set("nouns", playbook.noun_plural).set("outcome", playbook.outcome).set("first_value", playbook.first_value);
  slots.set("setup_step", playbook.setup_step).set("team_step", playbook.team_step).set("evaluation_step", playbook.evaluation_step).set("admin", playbook.admin);
  slots.set("user", users.empty() ? playbook.users.front() : users.front()).set("users", join_words(users.empty() ? playbook.users : users));
  slots.set("buyer", buyers.empty() ? playbook.buyers.front() : buyers.front()).set("buyers", join_words(buyers.empty() ? playbook.buyers : buyers));
  slots.set("unit_word", account ? "PQA" : "PQL").set("unit_words", account ? "PQAs" : "PQLs").set("unit_thing", account_word);
  slots.set("unit_things", account_word == "company" ? "companies" : account_word + "s");
  slots.set("account", account ? account_word : "account").set("accounts", account ? (account_word == "company" ? "companies" : account_word + "s") : "accounts");
  slots.set("objective_words", objective).set("objective_short", situation.has("trial_to_paid") ? (trial ? "trial to paid" : "free to paid") : situation.has("expansion") ? "expansion" : situation.has("acv_lift") ? "ACV lift" : "pipeline");
  slots.set("outcome_verb", situation.has("trial_to_paid") ? "pays" : situation.has("expansion") ? "expands" : situation.has("acv_lift") ? "signs a larger first contract" : "opens an opportunity");
  slots.set("outcome_noun", situation.has("trial_to_paid") ? "conversion" : situation.has("expansion") ? "expansion" : situation.has("acv_lift") ? "larger contract" : "accepted opportunity");
  slots.set("outcome_nouns", situation.has("trial_to_paid") ? "conversions" : situation.has("expansion") ? "expansions" : situation.has("acv_lift") ? "larger contracts" : "accepted opportunities");
  slots.set("crm", situation.has("crm_stated") ? (facts.text("crm") == "hubspot" ? "HubSpot" : facts.text("crm") == "other" ? "your CRM" : upper_first(facts.text("crm"))) : situation.has("no_crm") ? "the shared sheet" : "the CRM");
  const std::string channel = facts.text("alert_channel");
  slots.set("channel", channel == "slack" || channel == "discord" ? upper_first(channel) : channel == "teams" ? "Microsoft Teams" : channel == "email" ? "e-mail" : channel == "crm_task" ? "a CRM task" : situation.has("founder") ? "one daily e-mail" : "a team channel");
  slots.set("first_role", role_word(first)).set("first_roles", role_word(first, true)).set("first_role_id", first);
  slots.set("closer_role", role_word(closer)).set("closer_roles", role_word(closer, true)).set("closer_role_id", closer);
  slots.set("manager", facts.has("reps.sales_manager") ? "sales manager" : situation.has("founder") ? "founder" : situation.has("big_team") ? "sales manager" : "sales lead");
  slots.set("owner_product", "product").set("owner_revops", situation.has("founder") || situation.has("solo") ? "whoever runs operations" : facts.number("reps.revops") > 0 ? "RevOps lead" : "RevOps").set("owner_data", "data engineer");
  slots.set("trial_days", print_number(facts.number("trial_days", 14)));
  slots.set("seats_from", print_count(facts.number("seats.from", 0))).set("seats_to", print_count(facts.number("seats.to", 0)));
  slots.set("asked_weeks", print_number(facts.number("pilot.weeks", 0)));
  std::vector<std::string> forbidden = facts.list("forbidden_signals.never_mention");
  for (const std::string& each : facts.list("forbidden_signals.never_use")) forbidden.push_back(each);
  for (std::string& each : forbidden) each = plain_words(each);
  slots.set("forbidden", join_words(forbidden));
  std::vector<std::string> regions = facts.list("regions");
  for (std::string& region : regions) for (char& c : region) if (region.size() <= 3 && c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
  slots.set("regions", regions.empty() ? "the regions you name" : join_words(regions));
  slots.set("mapping", facts.has("mapping.method") ? plain_words(facts.text("mapping.method")) : "workspace id or e-mail domain");
  std::string segment = join_words(roles_of("segments"));
  const double from = facts.number("employees.from", 0), to = facts.number("employees.to", 0);
  if (segment.empty() && from > 0 && to > 0) segment = "companies of " + print_count(from) + "–" + print_count(to) + " employees";
  else if (segment.empty() && from > 0) segment = "companies of " + print_count(from) + " employees or more";
  else if (segment.empty() && to > 0) segment = "companies of up to " + print_count(to) + " employees";
  slots.set("segment", segment.empty() ? "companies with their own domain" : segment);
  slots.set("trial_end_day", print_number(facts.number("trial_days", 14)));
  slots.set("horizon", print_number(situation.has("expansion") ? 90 : situation.has("trial") ? facts.number("trial_days", 14) + 14 : situation.has("pipeline") || situation.has("acv_lift") ? facts.number("baselines.cycle_days", 60) : 30));
  return situation;
}

}  // namespace handraise
