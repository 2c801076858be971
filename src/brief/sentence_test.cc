#include "brief/sentence.h"

#include <gtest/gtest.h>

#include <string>

namespace handraise {
namespace {

std::vector<std::string> sentences(const std::string& text) {
  std::vector<std::string> found;
  for (const Sentence& sentence : read_sentences(text)) found.push_back(text.substr(sentence.begin, sentence.end - sentence.begin));
  return found;
}
using Texts = std::vector<std::string>;

TEST(Sentences, EndAtPointsButNotAtShortWords) {
  EXPECT_EQ(sentences("We sell. It works, e.g. for teams of approx. 20 people. Start on 4. Mai."), (Texts{"We sell.", "It works, e.g. for teams of approx. 20 people.", "Start on 4. Mai."}));
}

TEST(Sentences, BulletsLoseTheirSigns) {
  EXPECT_EQ(sentences("- one\n* two\n1) three\n• four\n[ ] five"), (Texts{"one", "two", "three", "four", "[ ] five"}));
}

TEST(Sentences, WrappedLinesAreOneSentence) {
  EXPECT_EQ(sentences("This is a line that was wrapped by the program that\nwrote the mail. And another sentence stands behind it."),
            (Texts{"This is a line that was wrapped by the program that\nwrote the mail.", "And another sentence stands behind it."}));
}

TEST(Sentences, LinesOfAChatStaySingle) { EXPECT_EQ(sentences("we have 2 sdrs\n900 sign ups\nfree for 5 users"), (Texts{"we have 2 sdrs", "900 sign ups", "free for 5 users"})); }

TEST(Sentences, BulletsStandUnderTheirHeading) {
  const std::vector<Sentence> found = read_sentences("Signals:\n- invites\n- exports\n\nSomething else.");
  ASSERT_EQ(found.size(), 4u);
  EXPECT_EQ(found[1].heading, 0);
  EXPECT_EQ(found[2].heading, 0);
  EXPECT_EQ(found[3].heading, -1);
}

TEST(Sentences, EndlessOnesComeInPieces) {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "word ";
  for (const Sentence& sentence : read_sentences(text)) EXPECT_LE(sentence.tokens.size(), 240u);
}

TEST(Tokens, HyphensGoAndEmailIsOneWord) {
  const std::vector<Sentence> found = read_sentences("trial-to-paid E-Mails 14-day");
  std::vector<std::string> stems;
  for (const Token& token : found.at(0).tokens) stems.push_back(token.stem);
  EXPECT_EQ(stems, (Texts{"trial", "to", "paid", "email", "14", "day"}));
}

}  // namespace
}  // namespace handraise
