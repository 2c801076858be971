#include "backtest/drawing.h"

#include <algorithm>
#include <cmath>

#include "base/picture.h"
#include "base/text.h"

namespace handraise {
namespace {

constexpr const char *kBlue = "#2f5d8a", *kPale = "#dfe7ef", *kInk = "#1b1b1f", *kRed = "#a3272f";
constexpr size_t kBarsMax = 52;

std::string line(double x1, double y1, double x2, double y2, const char* colour, const char* rest = "") {
  return "<path d=\"M" + svg_number(x1) + " " + svg_number(y1) + "L" + svg_number(x2) + " " + svg_number(y2) + "\" stroke=\"" + colour + "\"" + rest + "/>";
}
std::string date(int64_t week) { return print_time(begin_of_week(week)).substr(0, 10); }
std::string amount(double value) { return value == std::floor(value) ? print_count(value) : print_fixed(value, 1); }
std::string percent(double share) { return print_percent(share, share < 0.0995 && share > 0 ? 1 : 0); }

// A number of steps of 1, 2 or 5 that covers `most`.
double nice(double most) {
  const double power = std::pow(10.0, std::floor(std::log10(std::max(most, 1e-9))));
  for (const double step : {1.0, 2.0, 5.0, 10.0}) if (most <= step * power) return step * power;
  return 10 * power;
}

}  // namespace

std::string draw_volume(const Backtest& result) {
  if (result.weeks.empty() || result.qualified == 0) return "";
  const size_t together = (result.weeks.size() + kBarsMax - 1) / kBarsMax;
  struct Bar { double mean = 0; size_t weeks = 0; };
  std::vector<Bar> bars;
  for (size_t i = 0; i < result.weeks.size(); ++i) {
    if (i % together == 0) bars.emplace_back();
    bars.back().mean += static_cast<double>(result.weeks[i].all);
    ++bars.back().weeks;
  }
  double most = result.cap.value_or(0);
  for (Bar& bar : bars) bar.mean /= static_cast<double>(bar.weeks), most = std::max(most, bar.mean);
  const double top = nice(most), left = 34, right = kPictureWidth - 4, floor = 130, ceiling = 26;
  const auto y = [&](double value) { return floor - (floor - ceiling) * value / top; };
  const double step = (right - left) / static_cast<double>(bars.size());
  std::string inside;
  for (const double tick : {0.0, top / 2, top}) inside += line(left, y(tick), right, y(tick), kPale) + svg_text(left - 4, y(tick) + 4, amount(tick), "end");
  for (size_t i = 0; i < bars.size(); ++i) {
    if (bars[i].mean > 0) inside += svg_rectangle(left + step * static_cast<double>(i), y(bars[i].mean), std::max(1.0, step - std::min(2.0, step / 4)), floor - y(bars[i].mean), kBlue);
  }
  if (result.cap) {
    inside += line(left, y(*result.cap), right, y(*result.cap), kRed, " stroke-width=\"1.5\" stroke-dasharray=\"5 3\"");
    inside += svg_text(right, y(*result.cap) - 4, "team " + amount(std::floor(*result.cap * 10) / 10), "end", "600");
  }
  inside += svg_text(left, floor + 15, date(result.weeks.front().week)) + svg_text(right, floor + 15, date(result.weeks.back().week), "end");
  const std::string title = together == 1 ? "Qualified by week" : "Qualified a week, means of " + std::to_string(together) + " weeks";
  inside += svg_text(0, 12, title, "start", "600");
  return picture("volume", floor + 22, title, "From " + date(result.weeks.front().week) + " to " + date(result.weeks.back().week) + "; lately " + amount(std::round(result.recent_mean * 10) / 10) + " a week" + (result.cap ? ", the team can take " + amount(std::floor(*result.cap * 10) / 10) : "") + ".", inside);
}

std::string draw_precision(const Backtest& result) {
  if (result.precision.n == 0 || !result.base_rate) return "";
  const double top = nice(std::max(result.precision.high, result.base_rate->high)), left = 0, width = kPictureWidth - 8;
  const auto x = [&](double share) { return left + 4 + (width - 4) * std::min(1.0, share / std::min(1.0, top)); };
  std::string inside = svg_text(0, 12, "Share that reaches the outcome", "start", "600");
  const auto bar = [&](double y, const std::string& name, double value, double low, double high, const char* colour) {
    inside += svg_text(0, y, name) + svg_text(kPictureWidth, y, percent(value) + " (" + replace_all(percent(low), " %", "") + "–" + percent(high) + ")", "end");
    inside += svg_rectangle(x(0), y + 6, std::max(1.0, x(value) - x(0)), 14, colour);
    inside += line(x(low), y + 13, x(high), y + 13, kInk, " stroke-width=\"1.5\"") + line(x(low), y + 9, x(low), y + 17, kInk) + line(x(high), y + 9, x(high), y + 17, kInk);
  };
  bar(34, "qualified", result.precision.value, result.precision.low, result.precision.high, kBlue);
  bar(72, "comparable, same weeks", result.base_rate->value, result.base_rate->low, result.base_rate->high, "#9db4ca");
  return picture("precision", 98, "Share that reaches the outcome", "Qualified " + percent(result.precision.value) + ", comparable " + percent(result.base_rate->value) + "; thin lines are 95 % intervals.", inside);
}

std::string draw_lead(const Backtest& result) {
  if (result.lead_all.size() < 3) return "";
  const double horizon = static_cast<double>(result.horizon) / static_cast<double>(kDay);
  constexpr size_t kBins = 12;
  std::vector<size_t> bins(kBins, 0);
  for (const double days : result.lead_all) ++bins[std::min(kBins - 1, static_cast<size_t>(days / horizon * kBins))];
  const size_t most = *std::max_element(bins.begin(), bins.end());
  const double left = 34, right = kPictureWidth - 4, floor = 96, ceiling = 24, step = (right - left) / kBins;
  std::string inside = svg_text(0, 12, "Days from qualification to outcome", "start", "600");
  inside += svg_text(left - 4, ceiling + 8, std::to_string(most), "end") + svg_text(left - 4, floor, "0", "end") + line(left, floor, right, floor, kInk);
  for (size_t i = 0; i < kBins; ++i) {
    const double height = (floor - ceiling) * static_cast<double>(bins[i]) / static_cast<double>(most);
    if (bins[i] > 0) inside += svg_rectangle(left + step * static_cast<double>(i), floor - height, step - 3, height, kBlue);
  }
  for (const double part : {0.0, 0.5, 1.0}) inside += svg_text(left + (right - left) * part, floor + 15, amount(std::round(horizon * part)), part == 0 ? "start" : part == 1 ? "end" : "middle");
  return picture("lead", floor + 22, "Days from qualification to outcome", std::to_string(result.lead_all.size()) + " outcomes, median " + amount(std::round(result.lead_days ? result.lead_days->value : 0)) + " days.", inside);
}

std::string draw_signals(const Backtest& result, const Motion& motion) {
  std::vector<const SignalEffect*> shown;
  for (const SignalEffect& effect : result.signals) if (effect.alone && effect.alone->low > 0) shown.push_back(&effect);
  if (shown.size() < 2) return "";
  double far = 2;
  for (const SignalEffect* effect : shown) far = std::max({far, std::min(effect->alone->high, 64.0), 1 / std::max(effect->alone->low, 1 / 64.0)});
  const double reach = std::ceil(std::log2(far)), left = 130, right = kPictureWidth - 8;
  const auto x = [&](double value) { return left + (right - left) * (std::clamp(std::log2(value), -reach, reach) + reach) / (2 * reach); };
  std::string inside = svg_text(0, 12, "How much more often with the signal on", "start", "600"), said;
  const double floor = 26 + 20 * static_cast<double>(shown.size());
  inside += line(x(1), 20, x(1), floor, kInk, " stroke-dasharray=\"3 3\"");
  double y = 34;
  for (const SignalEffect* effect : shown) {
    std::string name = motion.signals[effect->signal].name;
    if (count_characters(name) > 20) name = name.substr(0, 18) + "…";
    inside += svg_text(0, y + 4, repair_utf8(name)) + line(x(effect->alone->low), y, x(effect->alone->high), y, kBlue, " stroke-width=\"2\"");
    inside += svg_rectangle(x(effect->alone->value) - 4, y - 4, 8, 8, kBlue);
    said += (said.empty() ? "" : ", ") + motion.signals[effect->signal].name + " " + print_fixed(effect->alone->value, 1);
    y += 20;
  }
  for (const double value : {std::exp2(-reach), 1.0, std::exp2(reach)}) inside += svg_text(x(value), floor + 14, "× " + (value < 1 ? print_fixed(value, value < 0.1 ? 2 : 1) : print_number(value)), value < 1 ? "start" : value > 1 ? "end" : "middle");
  return picture("signals", floor + 20, "How much more often with the signal on", said + ". Lines are 95 % intervals, on a logarithmic scale.", inside);
}

}  // namespace handraise
