#include "design/sla.h"

#include <algorithm>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <functional>

#include "base/chance.h"

namespace handraise {
namespace {

constexpr int kDay = 1440, kWeek = 7 * kDay;        // minutes
constexpr int64_t kWeekSeconds = int64_t{kWeek} * 60, kDaySeconds = int64_t{kDay} * 60;
constexpr double kAlertsMax = 200000;
constexpr int kRepsMax = 1000;
constexpr int64_t kWaitMax = 100000;                // minutes kept apart in a result; longer counts as never

double positive(double value) { return value > 0 ? std::min(value, 1e12) : 0; }  // NaN is 0
double share(double value) { return std::min(positive(value), 1.0); }

OpenHours checked(OpenHours open) {
  open.from = std::clamp(open.from, 0, kDay - 1);
  open.to = std::clamp(open.to, open.from + 1, kDay);
  open.days = std::clamp(open.days, 1, 7);
  return open;
}

// Minutes that two stretches have in common.
int overlap(int from, int to, int other_from, int other_to) { return std::max(0, std::min(to, other_to) - std::max(from, other_from)); }

// Poisson counts by their cumulative table, in 2^-53ths. Built from the mode by ratios: only + - * /, the same everywhere.
class PoissonTable {
 public:
  explicit PoissonTable(double mean) {
    if (!(mean > 0)) return;
    const auto mode = static_cast<int64_t>(mean);
    std::vector<double> down, up{1};
    double sum = 1;
    for (int64_t k = mode; k > 0; --k) {
      const double chance = (down.empty() ? 1 : down.back()) * static_cast<double>(k) / mean;
      if (chance < 1e-18) break;
      down.push_back(chance);
      sum += chance;
    }
    for (int64_t k = mode + 1;; ++k) {
      const double chance = up.back() * mean / static_cast<double>(k);
      if (chance < 1e-18) break;
      up.push_back(chance);
      sum += chance;
    }
    first_ = mode - static_cast<int64_t>(down.size());
    double below = 0;
    const auto add = [&](double chance) {
      below += chance / sum;
      limits_.push_back(static_cast<uint64_t>(std::min(below, 1.0) * 9007199254740992.0));
    };
    for (size_t i = down.size(); i > 0; --i) add(down[i - 1]);
    for (const double chance : up) add(chance);
  }
  int64_t draw(Chance& random) const {
    const uint64_t u = random.next() >> 11;
    if (limits_.empty()) return 0;
    const auto found = std::upper_bound(limits_.begin(), limits_.end() - 1, u);
    return first_ + (found - limits_.begin());
  }

 private:
  int64_t first_ = 0;
  std::vector<uint64_t> limits_;
};

// A second of the week, by the weight of its hour.
class WeekClock {
 public:
  explicit WeekClock(const HourWeights& weights) {
    double sum = 0;
    for (const double weight : weights) sum += positive(weight);
    double below = 0;
    for (size_t h = 0; h < weights.size(); ++h) {
      below += sum > 0 ? positive(weights[h]) / sum : 1.0 / 168;
      limits_[h] = static_cast<uint64_t>(std::min(below, 1.0) * 4294967296.0);
    }
    // The last hour that has any weight takes what rounding left over.
    size_t last = limits_.size() - 1;
    while (last > 0 && limits_[last] == limits_[last - 1]) --last;
    for (size_t h = last; h < limits_.size(); ++h) limits_[h] = uint64_t{1} << 32;
    for (size_t slice = 0, h = 0; slice < guide_.size(); ++slice) {
      while (limits_[h] <= static_cast<uint64_t>(slice) << 24) ++h;
      guide_[slice] = static_cast<uint8_t>(h);
    }
  }
  int64_t draw(Chance& random) const {
    const uint64_t bits = random.next();
    const uint64_t u = bits >> 32;
    size_t h = guide_[u >> 24];
    while (limits_[h] <= u) ++h;
    return static_cast<int64_t>(h) * 3600 + static_cast<int64_t>(((bits & 0xffffffffu) * 3600) >> 32);
  }

 private:
  std::array<uint64_t, 168> limits_{};
  std::array<uint8_t, 256> guide_{};
};

// Seconds of open time since Monday 00:00 of week 0.
class OpenClock {
 public:
  explicit OpenClock(const OpenHours& open)
      : from_(int64_t{open.from} * 60), length_((int64_t{open.to} - open.from) * 60), days_(open.days) {}
  int64_t before(int64_t second) const {
    const int64_t week = second / kWeekSeconds, in_week = second % kWeekSeconds;
    const int64_t day = in_week / kDaySeconds, in_day = in_week % kDaySeconds;
    const int64_t today = day < days_ ? std::clamp<int64_t>(in_day - from_, 0, length_) : 0;
    return (week * days_ + std::min(day, days_)) * length_ + today;
  }

 private:
  int64_t from_, length_, days_;
};

struct Stretch {
  int64_t from, to;   // seconds of the week
  int reps;           // 0: everybody
};

// In the order of the week, apart from each other.
std::vector<Stretch> stretches_of(const std::vector<DutySlot>& slots) {
  std::vector<Stretch> sorted;
  for (const DutySlot& slot : slots) {
    if (slot.day < 0 || slot.day > 6) continue;
    const int from = std::clamp(slot.from, 0, kDay), to = std::clamp(slot.to, 0, kDay);
    if (to > from) sorted.push_back({(slot.day * kDay + from) * int64_t{60}, (slot.day * kDay + to) * int64_t{60}, std::max(slot.reps, 0)});
  }
  std::stable_sort(sorted.begin(), sorted.end(), [](const Stretch& a, const Stretch& b) { return a.from < b.from; });
  std::vector<Stretch> apart;
  for (Stretch next : sorted) {
    if (!apart.empty() && next.from <= apart.back().to) {
      if (next.reps == apart.back().reps) {
        apart.back().to = std::max(apart.back().to, next.to);
        continue;
      }
      next.from = apart.back().to;
      if (next.from >= next.to) continue;
    }
    apart.push_back(next);
  }
  return apart;
}

// Whole-second quantiles of an exponential time, in the middle of 1,024 equal slices.
std::vector<int64_t> exponential_seconds(double mean_seconds) {
  std::vector<int64_t> quantiles(1024);
  for (size_t i = 0; i < quantiles.size(); ++i) {
    quantiles[i] = std::llround(-mean_seconds * std::log1p(-(static_cast<double>(i) + 0.5) / 1024));
  }
  return quantiles;
}

struct Alert {
  int64_t at;        // second
  int64_t seconds;   // of a rep
};

}  // namespace

HourWeights arrival_weights(const OpenHours& open_hours, double open_share, double night_share, double weekend_share) {
  const OpenHours open = checked(open_hours);
  const double open_minutes = static_cast<double>(open.days) * (open.to - open.from);
  const double night_minutes = static_cast<double>(open.days) * (kDay - (open.to - open.from));
  const double weekend_minutes = static_cast<double>(7 - open.days) * kDay;
  double in_open = positive(open_share), in_night = night_minutes > 0 ? positive(night_share) : 0;
  double on_weekend = weekend_minutes > 0 ? positive(weekend_share) : 0;
  const double sum = in_open + in_night + on_weekend;
  if (sum <= 0) return even_weights();
  in_open /= sum;
  in_night /= sum;
  on_weekend /= sum;
  HourWeights weights{};
  for (int h = 0; h < 168; ++h) {
    const int day = h / 24, from = h % 24 * 60;
    double& weight = weights[static_cast<size_t>(h)];
    if (day >= open.days) {
      weight = on_weekend * 60 / weekend_minutes;
      continue;
    }
    const int inside = overlap(from, from + 60, open.from, open.to);
    weight = in_open * inside / open_minutes + (night_minutes > 0 ? in_night * (60 - inside) / night_minutes : 0);
  }
  return weights;
}

HourWeights even_weights() {
  HourWeights weights{};
  weights.fill(1.0 / 168);
  return weights;
}

double weight_between(const HourWeights& weights, int from, int to) {
  if (to <= from) return 0;
  to = std::min(to, from + kWeek);
  double weight = 0;
  for (int minute = from; minute < to;) {
    const int end = std::min(to, minute + 60 - (minute % 60 + 60) % 60);
    const int hour = ((minute >= 0 ? minute / 60 : (minute - 59) / 60) % 168 + 168) % 168;
    weight += positive(weights[static_cast<size_t>(hour)]) * (end - minute) / 60;
    minute = end;
  }
  return weight;
}

double monday_pile_weight(const HourWeights& weights, const OpenHours& open_hours) {
  const OpenHours open = checked(open_hours);
  return weight_between(weights, (open.days - 1) * kDay + open.to, kWeek + open.from);
}

double poisson_at_most(double mean, int64_t k) {
  if (k < 0) return 0;
  if (!(mean > 0)) return 1;
  return boost::math::gamma_q(static_cast<double>(k) + 1, std::min(mean, 1e9));
}

int64_t poisson_quantile(double mean, double chance) {
  if (!(mean > 0)) return 0;
  const double goal = std::min(share(chance), 1 - 1e-12), capped = std::min(mean, 1e9);
  int64_t low = 0, high = static_cast<int64_t>(capped + 10 * std::sqrt(capped) + 40);
  while (low < high) {
    const int64_t middle = low + (high - low) / 2;
    if (poisson_at_most(capped, middle) >= goal) high = middle;
    else low = middle + 1;
  }
  return low;
}

AlertPile pile_of(double alerts_per_week, double weight) {
  AlertPile pile;
  pile.mean = positive(alerts_per_week) * share(weight);
  pile.p95 = poisson_quantile(pile.mean, 0.95);
  return pile;
}

AlertLoad alert_load(double alerts_per_week, const HourWeights& weights, const OpenHours& open_hours, int blocks) {
  const OpenHours open = checked(open_hours);
  blocks = std::clamp(blocks, 1, 24);
  AlertLoad load;
  load.monday_open = pile_of(alerts_per_week, monday_pile_weight(weights, open));
  double inside = 0;
  for (int block = 0; block < blocks; ++block) {
    const int from = open.from + (open.to - open.from) * block / blocks, to = open.from + (open.to - open.from) * (block + 1) / blocks;
    double weight = 0;
    for (int day = 0; day < open.days; ++day) weight += weight_between(weights, day * kDay + from, day * kDay + to);
    inside += weight;
    load.day_blocks.push_back(pile_of(alerts_per_week, weight / open.days));
  }
  load.out_of_hours = pile_of(alerts_per_week, weight_between(weights, 0, kWeek) - inside);
  return load;
}

std::vector<DutySlot> same_slots_daily(const std::vector<std::pair<int, int>>& from_to, const OpenHours& open) {
  std::vector<DutySlot> slots;
  for (int day = 0; day < checked(open).days; ++day)
    for (const auto& [from, to] : from_to) slots.push_back({day, from, to, 0});
  return slots;
}

std::vector<DutySlot> hourly_slots(int minutes, const OpenHours& open_hours) {
  const OpenHours open = checked(open_hours);
  std::vector<std::pair<int, int>> slots;
  for (int from = open.from; from < open.to; from += 60) slots.emplace_back(from, std::min(open.to, from + std::clamp(minutes, 1, 60)));
  return same_slots_daily(slots, open);
}

std::vector<DutySlot> whole_day_slots(const OpenHours& open_hours) {
  const OpenHours open = checked(open_hours);
  return same_slots_daily({{open.from, open.to}}, open);
}

double SlaResult::kept(AlertTier tier, double sla_minutes) const {
  const auto t = static_cast<size_t>(tier);
  if (alerts_[t] == 0) return 1;
  if (!(sla_minutes >= 0) || touched_by_[t].empty()) return 0;
  const auto minute = static_cast<size_t>(std::min(sla_minutes + 1e-9, static_cast<double>(touched_by_[t].size() - 1)));
  return static_cast<double>(touched_by_[t][minute]) / static_cast<double>(alerts_[t]);
}

std::optional<int> SlaResult::minutes_kept(AlertTier tier, double wanted) const {
  const auto t = static_cast<size_t>(tier);
  if (alerts_[t] == 0) return 0;
  const auto goal = static_cast<int64_t>(std::ceil(share(wanted) * static_cast<double>(alerts_[t]) - 1e-9));
  const auto found = std::lower_bound(touched_by_[t].begin(), touched_by_[t].end(), goal);
  if (found == touched_by_[t].end()) return std::nullopt;
  return static_cast<int>(found - touched_by_[t].begin());
}

SlaResult simulate_sla(const SlaCase& sla_case) {
  SlaResult result;
  const OpenHours open = checked(sla_case.open);
  std::array<double, kAlertTiers> rates{};
  double rate = 0;
  for (size_t t = 0; t < kAlertTiers; ++t) rate += rates[t] = std::min(positive(sla_case.tiers[t].alerts_per_week), kAlertsMax / 3);
  result.weeks_ = static_cast<int>(std::clamp(kAlertsMax / std::max(rate, 1.0), 1.0, static_cast<double>(std::clamp(sla_case.weeks, 1, 10000))));

  // All arrivals, a queue a tier. Each tier has its own numbers, so that it meets the same weeks whatever the others do.
  std::array<std::vector<Alert>, kAlertTiers> queues;
  std::array<size_t, kAlertTiers> heads{};
  const WeekClock clock(sla_case.weights);
  for (size_t t = 0; t < kAlertTiers; ++t) {
    if (rates[t] <= 0) continue;
    Chance random(sla_case.seed + 0x632be59bd9b4e019u * (t + 1));
    const PoissonTable poisson(rates[t]);
    const double touch = std::min(positive(sla_case.tiers[t].first_touch_minutes), static_cast<double>(kWeek)) * 60;
    const int64_t fixed = std::llround(touch);
    const std::vector<int64_t> times = sla_case.touch_time == TouchTime::exponential ? exponential_seconds(touch) : std::vector<int64_t>{};
    std::vector<Alert>& queue = queues[t];
    queue.reserve(static_cast<size_t>(rates[t] * result.weeks_ * 1.1) + 16);
    for (int week = 0; week < result.weeks_; ++week) {
      const size_t first = queue.size();
      for (int64_t n = poisson.draw(random); n > 0; --n) queue.push_back({week * kWeekSeconds + clock.draw(random), fixed});
      std::sort(queue.begin() + static_cast<std::ptrdiff_t>(first), queue.end(), [](const Alert& a, const Alert& b) { return a.at < b.at; });
      if (!times.empty())
        for (size_t i = first; i < queue.size(); ++i) queue[i].seconds = times[random.next() >> 54];
    }
    result.alerts_[t] = static_cast<int64_t>(queue.size());
  }

  const OpenClock open_clock(open);
  const std::vector<Stretch> stretches = stretches_of(sla_case.slots);
  const int reps = std::clamp(sla_case.reps, 0, kRepsMax);
  std::array<int64_t, kAlertTiers> in_time{};
  std::array<std::vector<int64_t>, kAlertTiers> counts;
  size_t left = queues[0].size() + queues[1].size() + queues[2].size();

  std::vector<int64_t> free(static_cast<size_t>(reps), 0), off_duty;  // heaps, earliest first
  const std::greater<> later;
  const auto next_arrival = [&] {
    int64_t at = INT64_MAX;
    for (size_t t = 0; t < kAlertTiers; ++t)
      if (heads[t] < queues[t].size()) at = std::min(at, queues[t][heads[t]].at);
    return at;
  };

  // Some more weeks without arrivals clear what the last week left.
  const int64_t last_week = result.weeks_ + 8;
  int64_t coming = next_arrival();
  for (int64_t week = 0; week < last_week && left > 0 && reps > 0; ++week) {
    for (const Stretch& stretch : stretches) {
      const int64_t from = week * kWeekSeconds + stretch.from, to = week * kWeekSeconds + stretch.to;
      if (coming >= to) continue;
      const bool some = stretch.reps > 0 && stretch.reps < reps;
      if (some) {  // the first to be free are on duty, the others wait aside
        std::sort(free.begin(), free.end());
        off_duty.assign(free.begin() + stretch.reps, free.end());
        free.resize(static_cast<size_t>(stretch.reps));  // ascending is a heap
      }
      int64_t now = from;
      while (left > 0) {
        now = std::max(now, free.front());
        if (now >= to) break;
        size_t taken = kAlertTiers;
        int64_t later_arrival = INT64_MAX;
        for (size_t t = 0; t < kAlertTiers && taken == kAlertTiers; ++t) {
          if (heads[t] == queues[t].size()) continue;
          const Alert& alert = queues[t][heads[t]];
          const bool too_long = alert.seconds > to - from;
          if (alert.at > now) {
            if (!too_long && alert.at + alert.seconds <= to) later_arrival = std::min(later_arrival, alert.at);
          } else if (too_long ? now == from : now + alert.seconds <= to) {
            taken = t;
          }
        }
        if (taken == kAlertTiers) {
          if (later_arrival == INT64_MAX) break;
          now = later_arrival;
          continue;
        }
        const Alert& alert = queues[taken][heads[taken]++];
        --left;
        std::pop_heap(free.begin(), free.end(), later);
        free.back() = now + alert.seconds;
        std::push_heap(free.begin(), free.end(), later);
        const int64_t stop = sla_case.clock_stops == ClockStops::taken ? now : now + alert.seconds;
        const int64_t wait = open_clock.before(stop) - open_clock.before(alert.at);
        if (static_cast<double>(wait) <= positive(sla_case.tiers[taken].sla_minutes) * 60 + 1e-6) ++in_time[taken];
        const int64_t minute = (wait + 59) / 60;
        if (minute > kWaitMax) continue;
        std::vector<int64_t>& count = counts[taken];
        if (count.size() <= static_cast<size_t>(minute)) count.resize(static_cast<size_t>(minute) + 1, 0);
        ++count[static_cast<size_t>(minute)];
      }
      if (some) {
        free.insert(free.end(), off_duty.begin(), off_duty.end());
        std::make_heap(free.begin(), free.end(), later);
      }
      coming = next_arrival();
    }
  }

  int64_t all = 0, all_in_time = 0;
  for (size_t t = 0; t < kAlertTiers; ++t) {
    int64_t sum = 0;
    for (int64_t& count : counts[t]) count = sum += count;
    result.touched_by_[t] = std::move(counts[t]);
    all += result.alerts_[t];
    all_in_time += in_time[t];
    result.kept_[t] = result.alerts_[t] > 0 ? static_cast<double>(in_time[t]) / static_cast<double>(result.alerts_[t]) : 1;
  }
  result.kept_all_ = all > 0 ? static_cast<double>(all_in_time) / static_cast<double>(all) : 1;
  return result;
}

SlaKept sla_kept(const SlaCase& sla_case, AlertTier tier) {
  SlaCase one_out = sla_case;
  one_out.reps = std::max(0, sla_case.reps - 1);
  return {simulate_sla(sla_case).kept(tier), simulate_sla(one_out).kept(tier)};
}

std::optional<int> sla_minutes_to_promise(const SlaCase& sla_case, AlertTier tier, double wanted) {
  const auto minutes = simulate_sla(sla_case).minutes_kept(tier, wanted);
  if (!minutes) return std::nullopt;
  const OpenHours open = checked(sla_case.open);
  const int day = open.to - open.from;
  for (const int promise : {15, 30, 60, 90, 120, 180, 240, 360})
    if (*minutes <= promise && promise < day) return promise;
  for (const int days : {1, 2, 3, 5})
    if (*minutes <= days * day) return days * day;
  return std::nullopt;
}

std::optional<std::vector<DutySlot>> slots_needed(const SlaCase& sla_case, AlertTier tier, double wanted, int reps_out, int slot_minutes) {
  const OpenHours open = checked(sla_case.open);
  const int day = open.to - open.from;
  const TierLoad& load = sla_case.tiers[static_cast<size_t>(tier)];
  int length = slot_minutes;
  if (length <= 0) length = std::max(15, static_cast<int>(std::ceil(std::min(positive(load.first_touch_minutes), static_cast<double>(kDay)) / 5)) * 5);
  length = std::min(length, day);
  SlaCase trial = sla_case;
  trial.reps = sla_case.reps - std::max(reps_out, 0);
  const auto keeps = [&](const std::vector<DutySlot>& slots, int weeks) {
    trial.slots = slots;
    trial.weeks = std::min(weeks, sla_case.weeks);
    return simulate_sla(trial).kept(tier) >= share(wanted);
  };
  constexpr int kSearchWeeks = 500;
  const auto spread = [&](int count) {
    std::vector<std::pair<int, int>> from_to;
    for (int i = 0; i < count; ++i) {
      const int from = open.from + day * i / count / 5 * 5;
      from_to.emplace_back(from, std::min(open.to, from + length));
    }
    return same_slots_daily(from_to, open);
  };
  const std::vector<DutySlot> whole_day = whole_day_slots(open);
  if (!keeps(whole_day, kSearchWeeks)) return std::nullopt;
  // Between one slot and duty all day; looked for in fewer weeks, settled in all of them.
  const int most = std::min(day / length, 60);
  int low = 1, high = most + 1;   // most + 1: the whole day
  while (low < high) {
    const int middle = low + (high - low) / 2;
    if (keeps(spread(middle), kSearchWeeks)) high = middle;
    else low = middle + 1;
  }
  for (int more = 0; more < 2 && low <= most; ++more, ++low)
    if (keeps(spread(low), sla_case.weeks)) return spread(low);
  if (keeps(whole_day, sla_case.weeks)) return whole_day;
  return std::nullopt;
}

double erlang_c(int servers, double load) {
  if (!(load > 0)) return servers > 0 ? 0 : 1;
  if (servers <= 0 || load >= servers) return 1;
  // Erlang B by its recursion, then C from B; A. K. Erlang (1917).
  double blocked = 1;
  for (int k = 1; k <= servers; ++k) blocked = load * blocked / (k + load * blocked);
  return blocked / (1 - load / servers * (1 - blocked));
}

double erlang_c_started_within(int servers, double arrivals_per_hour, double handling_minutes, double within_minutes) {
  const double handling = positive(handling_minutes);
  const double load = positive(arrivals_per_hour) * handling / 60;
  if (load <= 0) return servers > 0 ? 1 : 0;
  if (servers <= 0 || load >= servers) return 0;
  return 1 - erlang_c(servers, load) * std::exp(-(servers - load) * positive(within_minutes) / handling);
}

}  // namespace handraise
