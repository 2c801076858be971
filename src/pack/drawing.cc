#include "pack/drawing.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/picture.h"
#include "base/text.h"

namespace handraise {
namespace {

// "09:30" as hours; negative where it is no time.
double hours_of(const std::string& text) {
  if (text.size() != 5 || text[2] != ':') return -1;
  for (const size_t i : {0u, 1u, 3u, 4u}) if (text[i] < '0' || text[i] > '9') return -1;
  return (text[0] - '0') * 10 + (text[1] - '0') + ((text[3] - '0') * 10 + (text[4] - '0')) / 60.0;
}

}  // namespace

std::string draw_funnel(const Motion& motion, const Figures& figures) {
  struct Bar { std::string name, shown; double value; };
  std::vector<Bar> bars;
  for (const Stage& stage : motion.funnel.stages) {
    const Figure* figure = stage.flow.empty() ? nullptr : figures.find(stage.flow);
    if (figure != nullptr && figure->value > 0) bars.push_back({stage.name, figure->full(), figure->value});
  }
  if (bars.size() < 2) return "";
  double most = 0;
  for (const Bar& bar : bars) most = std::max(most, bar.value);
  std::string inside, said;
  double y = 4;
  for (const Bar& bar : bars) {
    inside += svg_text(0, y + 11, bar.name, "start", "600") + svg_text(kPictureWidth, y + 11, bar.shown, "end");
    inside += svg_rectangle(0, y + 16, std::max(3.0, kPictureWidth * std::sqrt(bar.value / most)), 12, "#2f5d8a");
    said += (said.empty() ? "" : ", ") + bar.name + " " + bar.shown;
    y += 38;
  }
  return picture("funnel", y, "Accounts a week, stage by stage", said + ". Widths on a square-root scale.", inside);
}

std::string draw_duty_day(const Motion& motion, const Figures& figures) {
  const Routing& routing = motion.routing;
  const double open = hours_of(routing.open_from), shut = hours_of(routing.open_to);
  if (routing.duty_slots.empty() || open < 0 || shut <= open) return "";
  const double first = std::floor(std::max(0.0, open - 1)), last = std::ceil(std::min(24.0, shut + 1));
  const auto x = [&](double hour) { return 8 + (kPictureWidth - 16) * (hour - first) / (last - first); };
  std::string inside = svg_rectangle(x(open), 20, x(shut) - x(open), 24, "#dfe7ef"), said;
  for (const Slot& slot : routing.duty_slots) {
    const double from = hours_of(slot.from), to = hours_of(slot.to);
    if (from < 0 || to <= from) continue;
    inside += svg_rectangle(x(from), 20, std::max(2.0, x(to) - x(from)), 24, "#2f5d8a");
    said += (said.empty() ? "" : ", ") + slot.from + "–" + slot.to;
  }
  for (double hour = first; hour <= last; hour += 2) {
    inside += "<path d=\"M" + svg_number(x(hour)) + " 44v5\" stroke=\"#1b1b1f\"/>";
    inside += svg_text(std::min(std::max(x(hour), 14.0), kPictureWidth - 14), 61, (hour < 10 ? "0" : "") + print_number(hour) + ":00", "middle");
  }
  std::string title = "Open hours and duty slots of a day";
  const Figure* kept = figures.find("sla_kept");
  if (kept != nullptr) title += ": " + kept->shown + " in time";
  inside += svg_text(8, 13, title, "start", "600");
  return picture("duty", 68, title, "Open " + routing.open_from + "–" + routing.open_to + "; alerts are looked at " + said + ".", inside);
}

}  // namespace handraise
