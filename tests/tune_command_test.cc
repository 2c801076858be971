// `handraise tune` as its user meets it, and the motion that it left for real usage.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "running.h"

namespace handraise {
namespace {

using running::Finished;
using running::Folder;
using running::handraise;
using running::read;
using running::source;
using running::write;

std::vector<std::string> tune_real_usage(std::vector<std::string> more = {}) {
  const std::string data = source("examples/dataplane-usage/");
  std::vector<std::string> words = {"tune", data + "start.yaml", data + "events.jsonl.gz", "--outcomes", data + "outcomes.csv"};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}
bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST(TuneCommand, GivesTheMotionOfTheExample) {
  Folder out;
  const Finished run = handraise(tune_real_usage({"--write", out / "motion.yaml"}), "", 60);
  ASSERT_EQ(run.code, 0) << run.err;
  EXPECT_EQ(read(out / "motion.yaml"), read(source("examples/dataplane-usage/motion.yaml"))) << "its head says by which command it is found again";
  // What is said is what is written.
  const std::string verdict = run.out.substr(0, run.out.find('\n'));
  EXPECT_TRUE(verdict.starts_with("No change is better than noise: ")) << run.out;
  EXPECT_TRUE(holds(read(out / "motion.yaml"), "# " + verdict + "\n# So nothing was changed.")) << read(out / "motion.yaml");
  EXPECT_TRUE(holds(run.out, "Do not take it over:")) << run.out;
  EXPECT_EQ(handraise({"check", out / "motion.yaml"}).code, 0);
  EXPECT_EQ(read(source("examples/dataplane-usage/outcomes.csv")), read(source("..") + "/shared/data/dataplane-usage/outcomes.csv"));
  EXPECT_EQ(read(source("examples/dataplane-usage/events.jsonl.gz")), read(source("..") + "/shared/data/dataplane-usage/events.jsonl.gz"));
}

TEST(TuneCommand, ChangesNothingUnlessToldTo) {
  Folder out;
  for (const char* file : {"start.yaml", "outcomes.csv"}) std::filesystem::copy_file(source("examples/dataplane-usage/") + file, out / file);
  const Finished run = handraise({"tune", out / "start.yaml", source("examples/dataplane-usage/events.jsonl.gz"), "--outcomes", out / "outcomes.csv", "--json"}, "", 60);
  ASSERT_EQ(run.code, 0) << run.err;
  EXPECT_TRUE(holds(run.out, "\"finding\": \"noise\"")) << run.out;
  EXPECT_TRUE(holds(run.out, "\"better\": false")) << run.out;
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(out.path()), std::filesystem::directory_iterator()), 2);
  EXPECT_EQ(read(out / "start.yaml"), read(source("examples/dataplane-usage/start.yaml")));
}

TEST(TuneCommand, SaysWhatIsWrong) {
  const auto refused = [](const std::vector<std::string>& more, const std::string& why) {
    const Finished run = handraise(tune_real_usage(more), "", 60);
    EXPECT_EQ(run.code, 2) << run.out;
    EXPECT_TRUE(holds(run.err, why)) << run.err;
  };
  refused({"--split", "soon"}, "--split: 'soon' is no time; expected a date");
  refused({"--horizon", "long"}, "--horizon: 'long' is no duration");
  refused({"--outcome", "grwon"}, "grwon");
  Folder out;
  const Finished none = handraise({"tune", source("examples/dataplane-usage/start.yaml"), source("examples/dataplane-usage/events.jsonl.gz"), "--outcomes", write(out / "none.csv", "account,outcome,reached_at\n")}, "", 60);
  EXPECT_EQ(none.code, 2);
  EXPECT_TRUE(holds(none.err, "no outcome in the table")) << none.err;
  // A split beyond the data leaves nothing to judge.
  const Finished late = handraise(tune_real_usage({"--split", "2035-01-01"}), "", 60);
  EXPECT_EQ(late.code, 0) << late.err;
  EXPECT_TRUE(holds(late.out, "No change is better than noise")) << late.out;
}

}  // namespace
}  // namespace handraise
