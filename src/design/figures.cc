#include "design/figures.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "base/text.h"
#include "design/bar.h"
#include "design/capacity.h"
#include "design/money.h"
#include "design/promise.h"
#include "design/rule_space.h"
#include "design/situation.h"
#include "design/sla.h"
#include "design/volume.h"
#include "pilot/calendar.h"
#include "pilot/go_rule.h"
#include "pilot/interval.h"
#include "pilot/mapping_audit.h"
#include "pilot/sample_size.h"
#include "pilot/trigger.h"

namespace handraise {
namespace {

// ---- how numbers are printed: once, here ---------------------------------------------------------------------------

std::string strip_zero(std::string text) {
  if (text.size() > 2 && text.compare(text.size() - 2, 2, ".0") == 0) text.resize(text.size() - 2);
  return text;
}
std::string amount(double value) { return value > 0 && value < 0.05 ? "under 0.1" : value < 9.95 ? strip_zero(print_fixed(value, 1)) : print_count(value); }
std::string percent(double share) {
  const double points = share * 100;
  return (std::fabs(points) < 9.95 ? strip_zero(print_fixed(points, 1)) : print_fixed(points, 0)) + " %";
}
// Rates that we promise are rounded down.
std::string percent_down(double share) { return print_fixed(std::floor(share * 100 + 1e-9), 0) + " %"; }
// "1 week", not "1 weeks".
std::string one_of(std::string unit) {
  for (const char* const many : {"accounts", "weeks", "days", "alerts", "hours", "minutes", "patterns"}) {
    if (unit.rfind(many, 0) == 0) return unit.erase(std::string(many).size() - 1, 1);
  }
  return unit;
}
// Beyond ten times a person's time the number says nothing any more.
std::string use_text(double share) { return share > 10 ? "over 1,000 %" : percent(share); }
std::string points_of(double share) {
  const double points = share * 100;
  return (points < 9.95 ? strip_zero(print_fixed(points, 1)) : print_fixed(points, 0)) + " pp";
}
// Two significant digits: for what is only about right.
double about(double value) {
  if (value < 100) return std::round(value);
  double scale = 1;
  while (value / scale >= 100) scale *= 10;
  return std::round(value / scale) * scale;
}
// Three significant digits: values, costs and what is left of them add up as printed.
double hundredths(double value) {
  double scale = 1;
  while (value / scale >= 1000) scale *= 10;
  return std::round(value / scale) * scale;
}
std::string share_text(double share) {
  std::string text = print_fixed(share, 2);
  return text.compare(0, 2, "0.") == 0 ? text.substr(1) : text;
}
std::string money_text(double value, const std::string& currency) {
  const std::string sign = currency == "USD" ? "$" : currency == "EUR" ? "€" : currency == "GBP" ? "£" : currency + " ";
  const double size = std::fabs(value);
  return (value < 0 ? "−" : "") + sign + print_count(size >= 1e6 ? hundredths(size) : size >= 10000 ? std::round(size / 1000) * 1000 : size >= 1000 ? std::round(size / 10) * 10 : size);
}

constexpr double kOutOfReach = 10;    // times the plan's volume: no campaign brings that
constexpr double kFounderWeek = 25;  // D10: five a day

class Computation {
 public:
  Computation(const Motion& motion, Depth depth) : motion_(motion), depth_(depth) {}

  Figures run() {
    read_inputs();
    rule_space();
    volume();
    effort();
    capacity();
    planned_volume();
    use();
    if (depth_ == Depth::all) sla();
    pilot();
    money();
    triggers();
    audit();
    flips();
    return std::move(figures_);
  }

 private:
  double given(std::string_view name, double otherwise) const {
    const Quantity* quantity = motion_.quantity(name);
    return quantity == nullptr ? otherwise : quantity->value;
  }
  bool has(std::string_view name) const { return motion_.quantity(name) != nullptr; }
  Figure& put(std::string id, int formula, std::string label, std::string unit, double value, std::string shown, std::string with = "") {
    Figure figure;
    figure.id = id;
    figure.formula = formula;
    figure.label = std::move(label);
    figure.unit = shown == "1" ? one_of(std::move(unit)) : std::move(unit);
    figure.value = figure.low = figure.high = value;
    figure.shown = std::move(shown);
    figure.with = std::move(with);
    figure.from = formula > 0 ? "=F" + std::to_string(formula) : "=";
    return figures_.all[std::move(id)] = std::move(figure);
  }
  static void range(Figure& figure, double low, double high, const std::string& low_text, const std::string& high_text) {
    figure.low = low;
    figure.high = high;
    if (low_text != high_text) figure.range = low_text + "–" + high_text;
  }

  void read_inputs() {
    const Fact* currency = motion_.context.facts.find("acv.currency");
    if (currency == nullptr) currency = motion_.context.facts.find("price.currency");
    if (currency != nullptr) figures_.currency = currency->value;
    for (const Arm& arm : motion_.pilot.arms) if (arm.name == "holdout") holdout_ = arm.share;
    hot_share_ = given("hot_share", 0.3);
    for (const Pool& pool : motion_.routing.pools) people_ += pool.people;
    for (const CadenceStep& step : motion_.routing.cadence) {
      if (step.day == 0 && first_role_.empty()) first_role_ = step.role;
    }
  }

  // ---- F26 ---------------------------------------------------------------------------------------------------------
  // What a pattern is made of: signals that give points or open a gate. One that only excludes would count every pattern twice.
  bool varies(const Signal& signal) const {
    const auto named = [&](const std::vector<std::string>& names) { return std::find(names.begin(), names.end(), signal.name) != names.end(); };
    return !signal.hand_raise && signal.exists && (signal.points != 0 || named(motion_.qualify.must_have) || named(motion_.qualify.any_of));
  }
  RuleSet rules(double chance) const {
    RuleSet set;
    for (const Signal& signal : motion_.signals) {
      if (!varies(signal)) continue;
      RuleSignal rule;
      rule.points = signal.points;
      rule.kind = static_cast<int>(signal.kind);
      rule.fit = signal.kind == SignalKind::fit;
      const auto& must = motion_.qualify.must_have;
      const auto& any = motion_.qualify.any_of;
      rule.must_have = std::find(must.begin(), must.end(), signal.name) != must.end();
      rule.any_of = std::find(any.begin(), any.end(), signal.name) != any.end();
      rule.chance_on = rule.must_have ? 1 : signal.points < 0 ? 0.02 : chance;
      const HalfLife half_life = signal.half_life.value_or(motion_.qualify.half_life);
      rule.left = half_life.none || rule.fit || signal.points < 0 ? 1 : std::pow(0.5, 1.0 / (static_cast<double>(half_life.duration) / kDay));
      set.signals.push_back(rule);
    }
    set.bar = motion_.qualify.score_at_least;
    set.hot_at = motion_.qualify.hot_at;
    set.kinds_at_least = motion_.qualify.kinds_at_least;
    return set;
  }
  double chance_at(double chance, double bar) const { return reach_of(motion_, bar).chance(chance); }
  void rule_space() {
    std::vector<std::string> names, labels;
    for (const Signal& signal : motion_.signals) {
      if (!varies(signal)) continue;
      names.push_back(signal.name);
      labels.push_back(signal.label.empty() ? signal.name : signal.label);
    }
    if (names.empty()) return;
    bar_share();
    if (depth_ == Depth::plan) return;
    const auto space = rule_space_of(rules(0.5));
    if (!space) return;
    put("pattern_share", 26, "signal patterns that reach the bar, given the gates", "%", space->share_reaching, percent(space->share_reaching),
        print_count(static_cast<double>(space->reaching)) + " of " + print_count(static_cast<double>(space->patterns)) + " patterns");
    put("patterns_reaching", 26, "patterns that reach the bar", "patterns", static_cast<double>(space->reaching), print_count(static_cast<double>(space->reaching)));
    put("patterns_all", 26, "patterns that pass the gates", "patterns", static_cast<double>(space->patterns), print_count(static_cast<double>(space->patterns)));
    for (const Pattern pattern : space->minimal) {
      double points = 0;
      size_t i = 0;
      std::vector<std::string> on;
      for (const Signal& signal : motion_.signals) {
        if (!varies(signal)) continue;
        if ((pattern >> i) & 1u) {
          points += signal.points;
          if (signal.points != 0) on.push_back(labels[i]);
        }
        ++i;
      }
      figures_.patterns.push_back({join(on, " + "), points});
    }
    double most = -1;
    for (size_t i = 0; i < names.size(); ++i) {
      const double decides = space->decisive[i];
      if (motion_.signal(names[i])->points <= 0) continue;
      if (decides > most) { most = decides; figures_.decisive_signal = names[i]; }
    }
    // Of a signal's pairs of patterns, on and off, it alone makes the decisive share hold: the rest of those that reach are half with, half without it.
    const auto& gates = motion_.qualify.must_have;
    if (most > 0 && std::find(gates.begin(), gates.end(), figures_.decisive_signal) == gates.end()) {
      const double reaching = static_cast<double>(space->reaching), without = (reaching - most * static_cast<double>(space->patterns) / 2) / 2;
      if (without >= 1) put("patterns_without", 26, "patterns that reach the bar without " + figures_.decisive_signal, "patterns", without, print_count(without), print_count(reaching) + " less those with it");
    }
    for (size_t i = 0; i < names.size(); ++i) {
      const Signal* signal = motion_.signal(names[i]);
      if (signal->points > 0 && space->decisive[i] < most / 2) figures_.tie_breakers.push_back(names[i]);
    }
    for (const int i : space->never_decisive) {
      const Signal* signal = motion_.signal(names[static_cast<size_t>(i)]);
      const auto& must = motion_.qualify.must_have;
      if (signal->points != 0 && std::find(must.begin(), must.end(), signal->name) == must.end()) figures_.dead_rules.push_back("signals." + signal->name + " never decides");
    }
    for (const int i : space->gates_implied) {
      const std::string& name = names[static_cast<size_t>(i)];
      if (motion_.signal(name)->points != 0) figures_.dead_rules.push_back("qualify.must_have: " + name + " excludes nobody whom the bar would let through");
    }
    if (!motion_.qualify.any_of.empty() && !space->any_of_binds) figures_.dead_rules.push_back("qualify.any_of never binds");
    if (motion_.qualify.kinds_at_least > 0 && !space->kinds_bind) figures_.dead_rules.push_back("qualify.kinds_at_least never binds");
    if (motion_.qualify.hot_at && !space->hot_reachable) figures_.dead_rules.push_back("qualify.hot_at can never be reached");
  }
  // The share that reaches the base bar fixes how often signals are on; other bars follow from it.
  void bar_share() {
    const double reaching = given("reaching_share", 0.27);
    const Reach base = reach_of(motion_, base_bar(motion_));
    double low = 0.01, high = 0.99;
    for (int i = 0; i < 40; ++i) {
      const double middle = (low + high) / 2;
      (base.chance(middle) < reaching ? low : high) = middle;
    }
    chance_ = (low + high) / 2;
    bar_factor_ = base.chance(chance_) > 0 ? chance_at(chance_, motion_.qualify.score_at_least) / base.chance(chance_) : 1;
  }

  // ---- F1 to F5 ----------------------------------------------------------------------------------------------------
  struct Link { const char* name; bool divides; };
  std::vector<VolumeFactor> chain() const {
    std::vector<VolumeFactor> factors;
    for (const Link& link : {Link{"mapped_share", false}, Link{"segment_share", false}, Link{"activated_share", false}, Link{"reaching_share", false},
                             Link{"consent_share", false}, Link{"users_per_account", true}}) {
      const Quantity* quantity = motion_.quantity(link.name);
      if (quantity == nullptr || (quantity->name == "activated_share" && !gates_on_activation(motion_))) continue;
      VolumeFactor factor = factor_of(*quantity, link.divides);
      if (quantity->name == "reaching_share") { factor.low *= bar_factor_; factor.value *= bar_factor_; factor.high *= bar_factor_; }
      factors.push_back(factor);
    }
    return factors;
  }
  // "148 × .91 mapped × .46 in segment ÷ 1.41 users each": every factor says what it is.
  static std::string_view factor_word(std::string_view quantity) {
    static constexpr std::pair<std::string_view, std::string_view> words[] = {{"mapped_share", " mapped"}, {"segment_share", " in segment"}, {"activated_share", " activated"}, {"reaching_share", " reaching the bar"},
                                                                              {"consent_share", " with basis"}, {"users_per_account", " users each"}};
    for (const auto& [name, word] : words) if (name == quantity) return word;
    return "";
  }
  std::string chain_text(double start) const {
    std::string text = start > 0 ? amount(start) : "";
    for (const VolumeFactor& factor : chain()) {
      if (!text.empty()) text += factor.divides ? " ÷ " : " × ";
      else if (factor.divides) text += "1 ÷ ";
      text += factor.divides ? strip_zero(print_fixed(factor.value, 2)) : share_text(factor.value);
      text += factor_word(factor.name);
    }
    return text;
  }
  void doubt(const Volume& volume, const std::vector<VolumeFactor>& factors) {
    for (size_t i = 0; i < factors.size(); ++i) {
      const Quantity* quantity = motion_.quantity(factors[i].name);
      if (volume.doubt[i] > 0.001) figures_.doubt.push_back({factors[i].name, quantity != nullptr ? quantity->label : factors[i].name, volume.doubt[i]});
    }
    std::stable_sort(figures_.doubt.begin(), figures_.doubt.end(), [](const DoubtRow& a, const DoubtRow& b) { return a.share > b.share; });
  }
  bool by_stock() const { return motion_.tagged("expansion") || has("active_accounts"); }
  // Measured on past usage: no chain from the signups; who may be written to is the one share that a history does not show.
  void measured_volume(const Quantity& measured) {
    std::vector<VolumeFactor> factors = {factor_of(measured)};
    if (const Quantity* consent = motion_.quantity("consent_share")) factors.push_back(factor_of(*consent));
    Volume made = volume_of(1, factors);
    if (factors.size() == 1) {
      made.low = measured.low;
      made.high = measured.high;
    }
    set_volume(made, factors.size() == 1 ? "" : amount(measured.value) + " × " + share_text(factors[1].value), factors.size() == 1 ? 0 : 2);
    doubt(made, factors);
    if (!by_stock() && has("signups_per_month")) {
      const double month = given("signups_per_month", 0), week = per_week(month);
      put("signups_week", 1, "signups a week", "a week", week, amount(week), print_count(month) + " × 12 ÷ 52");
    }
    if (const Quantity* stock = by_stock() ? motion_.quantity("stock_now") : nullptr) {
      backlog_ = stock->value;
      put("stock_now", 0, "accounts that qualify on day 1", "accounts", backlog_, print_count(std::ceil(backlog_ - 1e-9)));
    }
    figures_.planning_case = PlanningCase::from_volume;
  }
  void volume() {
    if (const Quantity* measured = motion_.quantity("qualified_week")) return measured_volume(*measured);
    const std::vector<VolumeFactor> factors = chain();
    if (by_stock() && has("active_accounts")) {
      const Quantity* stock = motion_.quantity("active_accounts");
      std::vector<VolumeFactor> all = factors;
      all.push_back(factor_of(*motion_.quantity("weeks_qualified"), true));
      const Volume flow = volume_of(stock->value, all);
      const Volume backlog = volume_of(stock->value, factors);
      const StockFlow both = stock_and_flow(backlog.value, given("weeks_qualified", 8), cooldown_weeks());
      Figure& now = put("stock_now", 4, "accounts that qualify on day 1", "accounts", backlog.value, print_count(std::ceil(backlog.value - 1e-9)), chain_text(stock->value));
      range(now, backlog.low, backlog.high, print_count(backlog.low), print_count(backlog.high));
      backlog_ = backlog.value;
      realert_ = both.realerts_max;
      set_volume(flow, "B ÷ D = " + amount(backlog.value) + " ÷ " + amount(given("weeks_qualified", 8)) + " weeks", 4);
      doubt(flow, all);
      figures_.planning_case = PlanningCase::from_volume;
    } else if (!by_stock() && has("signups_per_month")) {
      const double month = given("signups_per_month", 0);
      const double week = per_week(month);
      put("signups_week", 1, "signups a week", "a week", week, amount(week), print_count(month) + " × 12 ÷ 52");
      stages_of(week);
      const Volume made = volume_of(week, factors);
      set_volume(made, chain_text(week), 2);
      doubt(made, factors);
      figures_.planning_case = PlanningCase::from_volume;
    }
  }
  // What is left of the week's signups after each stage before the score.
  void stages_of(double week) {
    double left = week;
    for (const char* name : {"mapped_share", "segment_share", "activated_share"}) {
      if (!has(name) || (std::string_view(name) == "activated_share" && !gates_on_activation(motion_))) continue;
      left *= given(name, 1);
      const std::string id = std::string(name).substr(0, std::string_view(name).find('_')) + "_week";
      put(id, 2, id, "a week", left, amount(left));
    }
  }
  double cooldown_weeks() const { return motion_.qualify.cooldown ? static_cast<double>(*motion_.qualify.cooldown) / kWeek : 0; }
  void set_volume(const Volume& made, const std::string& with, int formula) {
    volume_ = made.value;
    volume_low_ = made.low;
    volume_high_ = made.high;
    known_ = made.value > 0;
    Figure& figure = put("qualified_week", formula, "qualified accounts a week", "a week", made.value, amount(made.value), with);
    range(figure, made.low, made.high, amount(made.low), amount(made.high));
  }
  double worked(double qualified) const { return worked_per_week(qualified, holdout_); }
  double hand_raises(double qualified) const { return qualified * given("hand_raise_share", 0.1); }

  // ---- F6 to F9 ----------------------------------------------------------------------------------------------------
  double minutes_of(const std::string& role, const std::string& tier) const {
    double minutes = 0;
    for (const CadenceStep& step : motion_.routing.cadence) {
      if (!role.empty() && step.role != role) continue;
      if (step.tier != "both" && step.tier != tier) continue;
      minutes += step.minutes * (step.conditional ? step.share : 1);
    }
    return minutes;
  }
  void effort() {
    for (const CadenceStep& step : motion_.routing.cadence) figures_.effort.push_back({step.name, step.role, step.tier, step.day, step.minutes, step.share});
    const double hot = minutes_of("", "hot"), other = minutes_of("", "qualified");
    if (hot > 0) put("minutes_hot", 6, "minutes per hot account, all roles", "minutes", hot, print_fixed(hot, 0));
    if (other > 0) put("minutes_qualified", 6, "minutes per qualified account, all roles", "minutes", other, print_fixed(other, 0));
    const double touch_hot = answer_case(motion_, figures_).tiers[1].first_touch_minutes;
    if (touch_hot > 0) put("minutes_touch", 6, "minutes until the first touch is out, hot", "minutes", touch_hot, print_fixed(touch_hot, 0));
  }
  std::vector<RoleWork> role_work() const {
    std::vector<RoleWork> work;
    for (const Pool& pool : motion_.routing.pools) {
      RoleWork role;
      role.pool = pool;
      role.minutes_per_account = mixed_minutes(hot_share_, minutes_of(pool.role, "hot"), minutes_of(pool.role, "qualified"));
      role.minutes_per_hand_raise = minutes_of(pool.role, "hot");
      work.push_back(role);
    }
    return work;
  }
  // F8, and where one founder sells never more than five accounts a day (D10).
  Capacity team(const WorkLoad& load) const {
    Capacity made = capacity_of(role_work(), load);
    if (!motion_.tagged("founder")) return made;
    for (RoleCapacity& role : made.roles) role.cap = std::min(role.cap, kFounderWeek);
    made.cap = std::min(made.cap, kFounderWeek);
    return made;
  }
  void capacity() {
    const Capacity capacity = team({});
    if (capacity.binding < 0) return;
    cap_ = capacity.cap;
    const RoleCapacity& binding = capacity.roles[static_cast<size_t>(capacity.binding)];
    figures_.binding_role = binding.role;
    put("cap_week", 8, "accounts the team can take", "a week", cap_, amount(std::floor(cap_ * 10) / 10),
        motion_.tagged("founder") && cap_ >= kFounderWeek ? "five a day × 5 days" : "60 × " + share_text(kUseMax) + " × " + strip_zero(print_fixed(binding.hours, 1)) + " h ÷ " + strip_zero(print_fixed(binding.minutes_per_account, 1)) + " min");
    for (const RoleCapacity& role : capacity.roles) {
      put("hours_" + role.role, 7, "hours of " + role_word(role.role, true) + " for this motion", "hours a week", role.hours, strip_zero(print_fixed(role.hours, 1)));
      if (!role.unlimited) put("cap_" + role.role, 8, "accounts the " + role_word(role.role, true) + " can take", "a week", role.cap, amount(std::floor(role.cap * 10) / 10));
    }
  }
  void planned_volume() {
    if (known_ || cap_ <= 0) return;
    const std::optional<double> planned = volume_at_use(team({}));
    if (!planned || *planned <= 0) return;
    figures_.planning_case = PlanningCase::from_capacity;
    Volume made;
    made.value = made.low = made.high = *planned;
    set_volume(made, strip_zero(print_fixed(kUsePlanned * 100, 0)) + " % of " + role_word(figures_.binding_role) + " time: " + amount(cap_) + " × " + share_text(kUsePlanned) + " ÷ " + share_text(kUseMax), 8);
    std::vector<VolumeFactor> factors = chain();
    if (by_stock()) {
      factors.push_back(factor_of(*quantity_or(motion_.quantity("weeks_qualified")), true));
      if (const auto needed = signups_needed_per_month(*planned, factors)) {
        // The same chain, from a stock instead of a month's signups.
        const double scale = 12.0 / 52.0;
        Figure& figure = put("accounts_needed", 4, "active accounts that this volume needs", "accounts", needed->value * scale, "about " + print_count(about(needed->value * scale)), "V × D ÷ (" + chain_text(0) + ")");
        range(figure, needed->low * scale, needed->high * scale, print_count(about(needed->low * scale)), print_count(about(needed->high * scale)));
        doubt(*needed, factors);
      }
    } else if (const auto needed = signups_needed_per_month(*planned, factors)) {
      Figure& figure = put("signups_needed", 3, "signups a month that this volume needs", "a month", needed->value, "about " + print_count(about(needed->value)), amount(*planned) + " × 52 ÷ 12 ÷ (" + chain_text(0) + ")");
      range(figure, needed->low, needed->high, print_count(about(needed->low)), print_count(about(needed->high)));
      doubt(*needed, factors);
      const double week = per_week(needed->value);
      put("signups_week", 1, "signups a week", "a week", week, amount(week));
      stages_of(week);
    }
  }
  const Quantity* quantity_or(const Quantity* quantity) const {
    static const Quantity eight{"weeks_qualified", "", 8, 4, 16, "weeks", Origin::assumed, "", "", "", "", ""};
    return quantity != nullptr ? quantity : &eight;
  }
  void use() {
    if (!known_) {
      for (const RoleCapacity& role : team({}).roles) {
        if (!role.unlimited) figures_.capacity.push_back({role.role, people_of(role.role), role.hours, role.minutes_per_account, role.cap, 0, 0, 0, 0, role.role == figures_.binding_role, false, false});
      }
      return;
    }
    const double treated = worked(volume_);
    Figure& worked_week = put("treated_week", 5, "accounts worked a week", "a week", treated, amount(treated), amount(volume_) + " × " + share_text(1 - holdout_));
    worked_week.low = worked(volume_low_);
    worked_week.high = worked(volume_high_);
    put("held_week", 5, "accounts held out a week", "a week", volume_ - treated, amount(volume_ - treated), amount(volume_) + " × " + share_text(holdout_));
    put("hand_raises_week", 5, "hand-raises a week", "a week", hand_raises(volume_), amount(hand_raises(volume_)), amount(volume_) + " × " + share_text(given("hand_raise_share", 0.1)));
    if (realert_ > 0.05) put("realert_week", 4, "accounts that may alert again after the cooldown", "a week", realert_, amount(realert_));
    const WorkLoad load{worked(volume_low_), treated, worked(volume_high_), hand_raises(volume_)};
    const Capacity capacity = team(load);
    for (const RoleCapacity& role : capacity.roles) {
      if (role.unlimited) continue;
      figures_.capacity.push_back({role.role, people_of(role.role), role.hours, role.minutes_per_account, role.cap, role.use_low, role.use_value, role.use_high, role.use_one_out, role.role == figures_.binding_role, true, volume_high_ > volume_low_});
      if (role.role != figures_.binding_role) continue;
      Figure& figure = put("use", 9, "share of " + role_word(role.role) + " time used", "%", role.use_value, use_text(role.use_value), "(" + amount(treated) + " + " + amount(hand_raises(volume_)) + " hand-raises) × minutes ÷ hours");
      range(figure, role.use_low, role.use_high, use_text(role.use_low), use_text(role.use_high));
      if (role.use_one_out < kOverloaded) put("use_one_out", 9, "the same with one person out", "%", role.use_one_out, use_text(role.use_one_out));
    }
    if (backlog_ > 0) {
      const StockFlow both{backlog_, volume_, realert_};
      if (const auto weeks = drain_weeks(both, cap_, holdout_)) put("drain_weeks", 4, "weeks until the first backlog is worked off", "weeks", *weeks, amount(std::ceil(*weeks)));
    }
    for (const double step : {-10.0, 0.0, 10.0, 20.0}) {
      const double bar = motion_.qualify.score_at_least + step;
      if (bar <= 0) continue;
      const double at_bar = chance_at(chance_, bar), now = chance_at(chance_, motion_.qualify.score_at_least);
      const auto ladder = bar_ladder(rules(chance_), {bar});
      const double expected = now > 0 ? volume_ * at_bar / now : 0;
      // Hand-raises come past the score, whatever the bar.
      double used = 0;
      for (const RoleCapacity& role : team({worked(expected), worked(expected), worked(expected), hand_raises(volume_)}).roles) if (role.role == figures_.binding_role) used = role.use_value;
      figures_.ladder.push_back({bar, ladder ? ladder->front().share_of_patterns : 0, expected, std::min(used, 10.0), step == 0});
    }
  }
  double people_of(const std::string& role) const {
    for (const Pool& pool : motion_.routing.pools) if (pool.role == role) return pool.people;
    return 0;
  }

  // ---- F10, F11 ----------------------------------------------------------------------------------------------------
  void sla() {
    if (!known_ || first_role_.empty() || people_of(first_role_) < 1) return;
    const SlaCase made = answer_case(motion_, figures_);
    const double hot = made.tiers[1].alerts_per_week;
    if (motion_.qualify.hot_at) put("hot_week", 10, "hot accounts a week", "a week", hot, amount(hot), amount(worked(volume_)) + " × " + share_text(hot_share_));
    const AlertLoad load = alert_load(hot + made.tiers[2].alerts_per_week, made.weights, made.open);
    figures_.load.push_back({"Monday at opening", load.monday_open.mean, static_cast<int>(load.monday_open.p95)});
    static const char* const names[] = {"first third of an open day", "middle third", "last third"};
    for (size_t i = 0; i < load.day_blocks.size() && i < 3; ++i) {
      const int width = (made.open.to - made.open.from) / 3, from = made.open.from + static_cast<int>(i) * width;
      figures_.load.push_back({made.open.from % 60 == 0 && width % 60 == 0 ? "a day, " + clock_of(from) + "–" + clock_of(from + width) : names[i], load.day_blocks[i].mean, static_cast<int>(load.day_blocks[i].p95)});
    }
    figures_.load.push_back({"outside open hours, a week", load.out_of_hours.mean, static_cast<int>(load.out_of_hours.p95)});
    put("monday_pile", 10, "alerts waiting on Monday at opening", "alerts", load.monday_open.mean, amount(load.monday_open.mean));
    SlaCase one_out = made;
    one_out.reps = std::max(0, made.reps - 1);
    const auto run = [](const SlaCase& each) { return simulate_sla(each); };
    const SlaResult all_in = run(made), short_one = run(one_out);
    static constexpr AlertTier tiers[] = {AlertTier::hand_raise, AlertTier::hot, AlertTier::qualified};
    static const char* const tier_names[] = {"hand_raise", "hot", "qualified"};
    for (const Promise& promise : motion_.sla.promises) {
      for (size_t i = 0; i < 3; ++i) {
        if (promise.tier != tier_names[i]) continue;
        const double kept = all_in.kept(tiers[i], promise.minutes);
        const double kept_short = one_out.reps > 0 ? short_one.kept(tiers[i], promise.minutes) : 0;
        figures_.sla.push_back({promise.tier, promise.minutes, promise.words, kept, kept_short, false});
        if (promise.tier == "hot" || (promise.tier == "qualified" && figures_.find("sla_kept") == nullptr)) {
          put("sla_kept", 11, "promise kept, all in", "%", kept, percent_down(kept), "2,000 weeks simulated");
          put("sla_kept_one_out", 11, "promise kept, one out", "%", kept_short, percent_down(kept_short));
        }
      }
    }
    if (motion_.sla.asked) {
      const Promise& asked = *motion_.sla.asked;
      const size_t i = asked.tier == "hand_raise" ? 0 : asked.tier == "qualified" ? 2 : 1;
      figures_.sla.push_back({asked.tier, asked.minutes, asked.words, all_in.kept(tiers[i], asked.minutes), one_out.reps > 0 ? short_one.kept(tiers[i], asked.minutes) : 0, true});
    }
    // Reps absent before the first promise breaks.
    const double wanted = 0.9;
    const AlertTier tier = motion_.qualify.hot_at ? AlertTier::hot : AlertTier::qualified;
    if (all_in.kept(tier) >= wanted) {
      if (one_out.reps == 0 || short_one.kept(tier) < wanted) absent_ = 1;
      else {
        for (int out = 2; out <= made.reps && out <= 6 && absent_ == 0; ++out) {
          SlaCase fewer = made;
          fewer.reps = made.reps - out;
          if (fewer.reps == 0 || run(fewer).kept(tier) < wanted) absent_ = out;
        }
      }
    }
  }

  // ---- F12 to F20 --------------------------------------------------------------------------------------------------
  void pilot() {
    if (motion_.pilot.arms.empty()) {  // nobody to work it: what is measured is known, when and how is not
      if (const double days = given("horizon_days", 0); days > 0) put("horizon_days", 17, "days from qualification to outcome", "days", days, amount(days));
      if (const double rate = given("baseline_rate", 0); rate > 0) put("baseline", 0, "baseline of qualified accounts", "%", rate, percent(rate));
      put("meeting_share", 21, "accounts that take a meeting", "%", meetings(), percent(meetings()));
      return;
    }
    const double weeks = motion_.pilot.weeks;
    const double baseline = given("baseline_rate", 0), wanted = given("wanted_lift", 0);
    const int horizon = static_cast<int>(std::lround(given("horizon_days", 28)));
    const PilotDates dates = plan_dates(weeks, horizon);
    put("enrol_end_day", 17, "last day of enrolment", "days", dates.last_enrolment_day, "D+" + std::to_string(dates.last_enrolment_day), "7 × " + amount(weeks));
    put("last_outcome_day", 17, "last outcome is in", "days", dates.last_outcome_day, "D+" + std::to_string(dates.last_outcome_day), "7 × " + amount(weeks) + " + " + std::to_string(horizon) + " + " + std::to_string(kBillingLagDays));
    put("readout_week", 17, outcome_noun() + " readout", "week", dates.readout_week, "week " + std::to_string(dates.readout_week));
    put("readout_day", 17, outcome_noun() + " readout", "days", dates.readout_week * 7, "D+" + std::to_string(dates.readout_week * 7));
    put("leading_day", 17, "leading readout", "days", dates.leading_readout_week * 7, "D+" + std::to_string(dates.leading_readout_week * 7));
    put("weeks", 0, "weeks of enrolment", "weeks", weeks, amount(weeks));
    put("holdout", 0, "share held out", "%", holdout_, percent(holdout_));
    put("horizon_days", 17, "days from qualification to outcome", "days", horizon, std::to_string(horizon));
    if (baseline > 0) put("baseline", 0, "baseline of qualified accounts", "%", baseline, percent(baseline));
    if (wanted > 0) put("wanted_lift", 0, "lift wanted", "pp", wanted, points_of(wanted));
    if (wanted > 0 && baseline > 0) put("wanted_rate", 0, "rate wanted", "%", baseline + wanted, percent(baseline + wanted), percent(baseline) + " + " + points_of(wanted));
    TestPlan plan;
    plan.power = motion_.pilot.power;
    plan.alpha = motion_.pilot.alpha;
    plan.held_per_treated = holdout_ > 0 && holdout_ < 1 ? holdout_ / (1 - holdout_) : 1;
    double enrolled = known_ ? volume_ * weeks + backlog_ : 0;
    if (known_ && cap_ > 0 && holdout_ < 1) enrolled = std::min(enrolled, cap_ / (1 - holdout_) * weeks);
    const double treated = std::floor(enrolled * (1 - holdout_) + 1e-9), held = std::floor(enrolled * holdout_ + 1e-9);
    if (known_) {
      put("enrolled", 12, "accounts enrolled", "accounts", treated + held, print_count(treated + held), amount(volume_) + " × " + amount(weeks) + (backlog_ > 0 ? " + backlog, up to what the team can take" : ""));
      put("treated_total", 12, "accounts treated", "accounts", treated, print_count(treated));
      put("held_total", 12, "accounts held out", "accounts", held, print_count(held));
      put("per_arm", 12, "accounts in the smaller arm", "accounts", std::min(treated, held), print_count(std::min(treated, held)), amount(volume_) + " × " + amount(weeks) + " × " + share_text(std::min(holdout_, 1 - holdout_)));
    }
    if (baseline > 0 && wanted > 0) {
      std::vector<double> lifts = {wanted / 2, wanted, wanted * 1.5, wanted * 2};
      for (const double lift : lifts) {
        const auto needed = accounts_per_arm(baseline, baseline + lift, plan);
        if (!needed) continue;
        LiftRow row;
        row.lift = lift;
        row.per_arm = static_cast<int>(accounts_needed(std::min(needed->treated, needed->held)));
        row.wanted = lift == wanted;
        const auto in_weeks = [&](double volume) {
          const auto made = known_ ? weeks_to_enrol(*needed, volume, holdout_) : std::nullopt;
          return made ? *made : 0.0;
        };
        row.weeks = in_weeks(volume_);
        row.weeks_low = in_weeks(volume_high_);
        row.weeks_high = in_weeks(volume_low_);
        figures_.lifts.push_back(row);
        if (row.wanted) {
          put("needed_per_arm", 12, "accounts per arm for the lift wanted", "accounts", row.per_arm, print_count(row.per_arm), percent(baseline) + " against " + percent(baseline + lift) + ", power " + share_text(plan.power) + ", two-sided " + share_text(plan.alpha));
          if (row.weeks > 0) {
            // Ten years stand for never.
            const bool never = row.weeks > 520;
            Figure& figure = put("needed_weeks", 12, "weeks of enrolment for the lift wanted", "weeks", row.weeks, never ? "over 520" : print_count(std::ceil(row.weeks - 1e-9)));
            range(figure, row.weeks_low, row.weeks_high, never ? "" : print_count(std::ceil(row.weeks_low)), never ? "" : print_count(std::ceil(row.weeks_high)));
          }
          if (const auto volume = volume_to_enrol(*needed, weeks, holdout_)) readable_volume_ = *volume;
        }
      }
      if (known_) {
        if (const auto lift = smallest_lift(baseline, treated, held, plan)) put("smallest_lift", 13, "smallest lift the pilot can show", "pp", *lift, points_of(*lift), print_count(treated) + " treated, " + print_count(held) + " held, baseline " + percent(baseline));
        put("held_outcomes", 14, outcome_noun() + "s expected in the holdout", "accounts", held * baseline, amount(held * baseline), print_count(held) + " × " + percent(baseline));
        GoQuestion question;
        question.rate_held = baseline;
        question.lift_wanted = wanted;
        question.treated = static_cast<int64_t>(treated);
        question.held = static_cast<int64_t>(held);
        question.power = plan.power;
        question.alpha = plan.alpha;
        question.undone_in_a_quarter = horizon <= 90;
        figures_.rule = motion_.tagged("founder") ? GoRule::learn : choose_go_rule(question).rule;  // D10
        if (depth_ == Depth::all) odds_ = go_odds_at_lifts(motion_.pilot.rule, baseline, wanted, question.treated, question.held);
        if (motion_.pilot.rule != GoRule::learn) {
          put("go_zero", 20, "odds of a go with no lift", "%", odds_.none, percent(odds_.none));
          put("go_half", 20, "odds of a go at half the lift", "%", odds_.half, percent(odds_.half));
          put("go_full", 20, "odds of a go at the full lift", "%", odds_.full, percent(odds_.full));
        }
      }
    }
    // F21: what the target asks of the steps in between.
    if (wanted > 0) {
      const bool by_card = motion_.tagged("trial_to_paid");
      const double opportunities = by_card ? 1 : given("opportunity_rate", 0.46);
      if (const auto rate = implied_rate(wanted, {meetings(), opportunities})) {
        figures_.implied.push_back({by_card ? "paid per meeting, for the lift wanted" : "won per opportunity, for the lift wanted", rate->rate, rate->belief == Belief::believable ? "believable" : rate->belief == Belief::flagged ? "too high to plan on" : "impossible"});
        put("implied_win_rate", 21, "win rate that the lift needs", "%", rate->rate, percent(rate->rate), by_card ? points_of(wanted) + " ÷ " + percent(meetings()) + " meetings" : points_of(wanted) + " ÷ (" + percent(meetings()) + " meetings × " + percent(opportunities) + " opportunities)");
      }
      put("meeting_share", 21, "accounts that take a meeting", "%", meetings(), percent(meetings()));
    }
    // Signups a week: stated, or those that the planned volume needs.
    const Quantity* signups = motion_.quantity("signups_per_month");
    const double week = !known_ || by_stock() ? 0 : signups != nullptr ? per_week(signups->value) : per_week(figures_.value("signups_needed"));
    if (week > 0 && wanted > 0) {
      const double effect = blended_effect(worked(volume_), wanted, week);
      put("blended_effect", 22, "change of the whole funnel's rate", "pp", effect, effect * 100 < 0.095 ? print_fixed(effect * 100, 2) + " pp" : points_of(effect), amount(worked(volume_)) + " × " + points_of(wanted) + " ÷ " + amount(week));
    }
    const double all = rate_of_all();
    if (const Quantity* measured = motion_.quantity("coverage")) {
      Figure& figure = put("coverage", 0, "share of all outcomes with a qualification before", "%", measured->value, percent(measured->value));
      range(figure, measured->low, measured->high, percent(measured->low), percent(measured->high));
    } else if (const auto made = week > 0 && motion_.tagged("trial_to_paid") ? payer_coverage(volume_, baseline, week, all) : std::nullopt) {
      put("coverage", 22, "share of all payers who qualify first", "%", std::min(1.0, made->share), percent(std::min(1.0, made->share)), amount(volume_) + " × " + percent(baseline) + " ÷ (" + amount(week) + " × " + percent(all) + ")");
    }
  }
  // F21: accounts that take a meeting, hot and other.
  double meetings() const { return hot_share_ * given("meeting_rate_hot", 0.23) + (1 - hot_share_) * given("meeting_rate", 0.10); }
  // F22: of all signups, those who pay: the brief's own rate, or the published one that stands in for it.
  double rate_of_all() const {
    const double stated = motion_.context.facts.number("baselines.trial_to_paid");
    return stated > 0 && stated < 0.9 ? stated : given("free_to_paid", 0);
  }
  std::string outcome_noun() const {
    return motion_.tagged("expansion") ? "expansion" : motion_.tagged("pipeline") ? "opportunity" : motion_.tagged("acv_lift") ? "contract" : "conversion";
  }

  // ---- F23, F24 ----------------------------------------------------------------------------------------------------
  void money() {
    if (!known_) return;
    const double scale_holdout = given("holdout_after", 0.2);
    const double wanted = given("wanted_lift", 0);
    const double at_scale = std::min(volume_ * (1 - scale_holdout), cap_ > 0 ? cap_ : volume_);
    put("scale_week", 5, "accounts worked a week at full scale", "a week", at_scale, amount(at_scale), amount(volume_) + " × " + share_text(1 - scale_holdout) + ", at most what the team can take");
    // Rates of people and tools are planned in US dollars.
    const bool dollars = figures_.currency == "USD";
    const double per_usd = dollars ? 1 : given("per_usd." + figures_.currency, 0);
    if (per_usd <= 0) return;
    std::vector<RoleCost> costs;
    double hours = 0;
    for (const RoleWork& role : role_work()) {
      const double used = at_scale * role.minutes_per_account / 60;
      hours += used;
      costs.push_back({used, per_usd * given("loaded_rate." + role.pool.role, 60)});
    }
    MotionValue value;
    value.worked_per_week = at_scale;
    value.cost_per_year = cost_per_year(costs, per_usd * 12 * given("tool_cost_month", 0));
    value.margin = given("margin", 0.8);
    put("loaded_hours", 23, "hours of people a week at full scale", "hours a week", hours, amount(hours));
    put("cost_year", 23, "cost a year", figures_.currency + " a year", value.cost_per_year, money_text(value.cost_per_year, figures_.currency), "(" + amount(hours) + " h a week × 52 × loaded rate + tools)" + (dollars ? "" : " × " + amount(per_usd) + " " + figures_.currency + " a dollar"));
    if (wanted > 0) {
      put("deals_year", 23, "more " + outcome_noun() + "s a year at the lift wanted", "a year", deals_per_year(value, wanted), amount(deals_per_year(value, wanted)), "52 × " + amount(at_scale) + " × " + points_of(wanted));
      put("deals_year_half", 23, "the same at half the lift", "a year", deals_per_year(value, wanted / 2), amount(deals_per_year(value, wanted / 2)));
    }
    const Quantity* uplift = motion_.quantity("deal_uplift");
    if (uplift == nullptr) {
      if (wanted > 0) {
        if (const auto needed = break_even_uplift(value, wanted)) put("break_even_acv", 23, "first-year value of a deal at which it pays", figures_.currency, *needed, money_text(*needed, figures_.currency), "cost ÷ (deals × margin)");
      }
      return;
    }
    value.deal_uplift = uplift->value;
    put("acv_delta", 23, "first-year value of one more deal", figures_.currency, uplift->value, money_text(uplift->value, figures_.currency), uplift->source);
    if (const auto lift = break_even_lift(value)) put("break_even_lift", 23, "lift at which it pays", "pp", *lift, *lift > 1 ? "over 100 pp" : points_of(*lift), money_text(value.cost_per_year, figures_.currency) + " ÷ (52 × " + amount(at_scale) + " × " + money_text(uplift->value, figures_.currency) + " × " + share_text(value.margin) + ")");
    if (wanted <= 0) return;
    if (const auto needed = break_even_uplift(value, wanted)) put("break_even_acv", 23, "first-year value of a deal at which it pays", figures_.currency, *needed, money_text(*needed, figures_.currency), "cost ÷ (deals × margin)");
    const struct { const char* name; double lift; } cases[] = {{"half the lift", wanted / 2}, {"the lift wanted", wanted}, {"one and a half times", wanted * 1.5}};
    for (const auto& each : cases) {
      figures_.money.push_back({each.name, each.lift, deals_per_year(value, each.lift), value_per_year(value, each.lift), value.cost_per_year, net_per_year(value, each.lift)});
    }
    put("value_year", 23, "value a year at the lift wanted", figures_.currency + " a year", value_per_year(value, wanted), money_text(value_per_year(value, wanted), figures_.currency), amount(deals_per_year(value, wanted)) + " × " + money_text(uplift->value, figures_.currency) + " × " + share_text(value.margin));
    put("value_year_half", 23, "value a year at half the lift", figures_.currency + " a year", value_per_year(value, wanted / 2), money_text(value_per_year(value, wanted / 2), figures_.currency));
    put("net_year", 23, "net a year at the lift wanted", figures_.currency + " a year", net_per_year(value, wanted), money_text(net_per_year(value, wanted), figures_.currency));
    const double cost = holdout_cost(volume_, holdout_, motion_.pilot.weeks, wanted, uplift->value);
    put("pilot_cost", 24, "deals forgone by holding out", figures_.currency, cost, money_text(cost, figures_.currency), amount(volume_) + " × " + share_text(holdout_) + " × " + amount(motion_.pilot.weeks) + " × " + points_of(wanted) + " × " + money_text(uplift->value, figures_.currency));
    if (motion_.pilot.rule != GoRule::learn) {
      const PilotWorth worth = pilot_worth(value, wanted, odds_, {volume_, holdout_, motion_.pilot.weeks, 0});
      put("pilot_worth", 24, "pilot first, a year", figures_.currency, worth.pilot_first, money_text(worth.pilot_first, figures_.currency));
      put("at_once_worth", 24, "going at once, a year", figures_.currency, worth.at_once, money_text(worth.at_once, figures_.currency));
    }
  }

  void triggers() {
    const auto n = static_cast<int64_t>(figures_.value("treated_total"));
    for (const Trigger& trigger : motion_.pilot.triggers) {
      TriggerRow row;
      row.name = trigger.name;
      row.kind = trigger.kind;
      row.n = static_cast<int>(n);
      row.k = trigger.k;
      if (trigger.kind == "scale") {  // passes when at most k have happened; its errors are failing when fine, passing when bad
        row.false_alarm = 1 - binomial_at_most(n, trigger.p_ok, trigger.k);
        row.power = 1 - binomial_at_most(n, trigger.p_bad, trigger.k);
      } else {
        row.false_alarm = binomial_at_least(n, trigger.p_ok, trigger.k);
        row.power = binomial_at_least(n, trigger.p_bad, trigger.k);
      }
      figures_.triggers.push_back(row);
    }
  }

  void audit() {
    const MappingAudit audit = plan_mapping_audit();
    put("audit_sample", 25, "mappings checked by hand", "accounts", static_cast<double>(audit.checked), print_count(static_cast<double>(audit.checked)));
    put("audit_pass", 25, "right at least", "accounts", static_cast<double>(audit.right_at_least), print_count(static_cast<double>(audit.right_at_least)),
        "Wilson lower bound " + print_fixed(audit.lower_bound, 3) + " > " + share_text(audit.needed));
    put("audit_odds_good", 25, "passes when 97 % are right", "%", audit_pass_chance(audit, 0.97), percent(audit_pass_chance(audit, 0.97)));
    put("audit_odds_bad", 25, "passes when 90 % are right", "%", audit_pass_chance(audit, 0.90), percent(audit_pass_chance(audit, 0.90)));
  }

  // ---- flip points: solved, none guessed ---------------------------------------------------------------------------
  void flips() {
    const bool stock = by_stock();
    const Quantity* start = motion_.quantity(stock ? "active_accounts" : "signups_per_month");
    const Figure* needed = figures_.find(stock ? "accounts_needed" : "signups_needed");
    const double base = start != nullptr ? start->value : needed != nullptr ? needed->value : 0;
    const std::string unit = stock ? "active accounts" : "signups a month";
    const double treated = worked(volume_);
    if (known_ && cap_ > 0 && treated > 0 && base > 0) {
      const double fills = base * cap_ / treated;
      figures_.flips.push_back({upper_first(unit), "about " + print_count(about(fills)), motion_.tagged("founder") ? "the list is full: a higher bar, then a second seller" : "the team is full: hot accounts only, then a higher bar"});
    }
    const double at_weeks = motion_.pilot.weeks;
    if (known_ && readable_volume_ > 0 && base > 0 && volume_ > 0) {
      const double readable = base * readable_volume_ / volume_;
      // More than the team can take needs more people too.
      const double worked_then = worked(readable_volume_);
      const double sellers = cap_ > 0 && worked_then > cap_ ? std::ceil(people_of(figures_.binding_role) * worked_then / cap_ - 1e-9) : 0;
      const std::string with = sellers > 0 ? " and " + print_count(about(sellers)) + " " + role_word(motion_.tagged("founder") ? "rep" : figures_.binding_role, true) : "";
      const std::string proof = upper_first(unit) + " for a proof in " + amount(at_weeks) + (at_weeks == 1 ? " week" : " weeks");
      if (readable >= kOutOfReach * base) figures_.flips.push_back({proof, "about " + print_count(about(readable)) + ", " + print_count(about(readable / base)) + " times the plan", "out of reach: the pilot teaches, it proves nothing"});
      else if (readable > base || sellers > 0) figures_.flips.push_back({proof, "about " + print_count(about(readable)) + with, "the pilot can prove " + figures_.shown("wanted_lift") + " inside the asked weeks"});
      else figures_.flips.push_back({upper_first(unit), "below about " + print_count(about(readable)), "the pilot can no longer prove " + figures_.shown("wanted_lift")});
    }
    if (const Figure* pays = figures_.find("break_even_acv")) {
      // What your prices give, where it is below what pays: then the point lies ahead, not behind.
      const Figure* deal = figures_.find("acv_delta");
      const std::string value = "First-year value of a deal", at = figures_.shown("wanted_lift");
      if (deal != nullptr && deal->value < pays->value) figures_.flips.push_back({value, pays->shown + ", now " + deal->shown, "sales assist begins to pay at " + at + "; until then keep it self-serve"});
      else figures_.flips.push_back({value, "below " + pays->shown, "sales assist does not pay at " + at + "; keep it self-serve"});
    }
    if (!motion_.tagged("weak_mapping") && motion_.unit == Unit::account) figures_.flips.push_back({"Right mappings in a check of " + figures_.shown("audit_sample"), "fewer than " + figures_.shown("audit_pass"), "launch waits; below 90 % the unit becomes the user or the billing workspace"});
    else if (motion_.unit == Unit::user) figures_.flips.push_back({"Wins signed by somebody who never used the product", "over 40 %", "the unit becomes the company (PQA)"});
    if (absent_ > 0) figures_.flips.push_back({upper_first(role_word(first_role_, true)) + " away at once", std::to_string(absent_), "the response promise falls under 90 %: hot accounts only until they are back"});
  }

  const Motion& motion_;
  Depth depth_;
  Figures figures_;
  double holdout_ = 0, hot_share_ = 0.3, people_ = 0;
  std::string first_role_;
  double chance_ = 0.5, bar_factor_ = 1;
  double volume_ = 0, volume_low_ = 0, volume_high_ = 0, backlog_ = 0, realert_ = 0, cap_ = 0, readable_volume_ = 0;
  bool known_ = false;
  int absent_ = 0;
  GoOdds odds_;
};

}  // namespace

const Figure* Figures::find(std::string_view id) const {
  const auto found = all.find(id);
  return found == all.end() ? nullptr : &found->second;
}
double Figures::value(std::string_view id, double otherwise) const {
  const Figure* figure = find(id);
  return figure == nullptr ? otherwise : figure->value;
}
std::string Figures::shown(std::string_view id, std::string_view otherwise) const {
  const Figure* figure = find(id);
  return figure == nullptr ? std::string(otherwise) : figure->shown;
}
std::string Figures::full(std::string_view id, std::string_view otherwise) const {
  const Figure* figure = find(id);
  return figure == nullptr ? std::string(otherwise) : figure->full();
}

Figures compute_figures(const Motion& motion, Depth depth) { return Computation(motion, depth).run(); }

}  // namespace handraise
