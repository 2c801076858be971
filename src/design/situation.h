// What kind of case a brief is: the tags by which texts, defaults and choices are selected, and the words that fill them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/template.h"
#include "design/playbook.h"
#include "motion/motion.h"

namespace handraise {

// Tags (each there or not):
//  model: trial freemium usage_based seat_based open_source card_required
//  objective (exactly one): trial_to_paid expansion acv_lift pipeline;  objective_stated
//  unit (exactly one): pql pqa
//  staffing: founder has_sdr has_ae has_csm has_se; one of no_seller solo small_team (2–6) big_team (7+); staff_assumed; one_role two_roles; territories
//  mapping: domain_mapping sso_mapping group_mapping billing_mapping weak_mapping unmapped; mapping_stated
//  data: no_usage_data no_enrichment missing_signals forbidden_signals
//  place: eu_consent canada us_only regions_stated health security ai_sensitive (records of persons) regulated
//  size: smb mid_market enterprise_segment seats_stated deal_stated price_stated
//  volume: volume_stated stock_stated baseline_stated;  category_stated category_assumed
//  tools: crm_stated no_crm channel_stated;  pilot_asked sla_asked hours_stated
//  verdict (one): ready needs_prerequisites not_a_fit refused
//  after the figures: over_capacity bar_raised segment_too_wide (no bar fits the team) under_used weeks_capped short_pilot (smallest lift > wanted) go_prove go_bet go_learn sla_kept sla_broken pays unpaid from_volume from_capacity
struct Situation {
  std::vector<std::string> tags;
  // Words for {{slots}}: product products_company noun nouns outcome first_value setup_step team_step evaluation_step admin user users buyer buyers
  //  unit_word (PQL|PQA) unit_thing (trial user|company …) account accounts objective_words segment model_words crm channel
  //  first_role first_roles (who touches first: "SDR", "SDRs") closer_role closer_roles (who takes the meeting) manager owner_product owner_revops owner_data
  //  trial_days horizon weeks price deal seats_from seats_to sla_hot sla_qualified category_name playbook bar hot_at triage_from forbidden regions asked_weeks
  Slots slots;
  bool has(std::string_view tag) const;
  void add(std::string tag);
};

Situation read_situation(const Facts& facts, const Playbook& playbook);

// People of a role, 0 where the brief gives them no hours for this.
double people_of(const Facts& facts, std::string_view role);
// Whether a role sells: not support, RevOps, managers or solutions engineers.
bool sells(std::string_view role);
// Those who sell. `none`: the brief names such a role and nobody is there; with nobody named at all the team is assumed.
struct Sellers {
  double people = 0;
  bool none = false;
  bool answered = false;   // an answer speaks of them
};
Sellers sellers_of(const Facts& facts);

// A customer's text becomes part of our sentences only where it cannot be taken for a slot, a tag or a formula; the snapshot shows it as it is.
bool fits_a_sentence(const std::string& text);

// The product's proper name, or "" where it has none or one that would break a sentence (brackets, braces, a formula's first character).
std::string product_name_of(const Facts& facts);

// A role id as a reader reads it: "SDR", "AE", "CSM", "founder", "seller"; many: "SDRs".
std::string role_word(std::string_view role, bool many = false);
// An id of docs/facts.md as words: "trial_to_paid" → "trial-to-paid conversion", "email_domain" → "e-mail domain".
std::string plain_words(std::string_view id);

}  // namespace handraise
