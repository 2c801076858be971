// Who is in which arm, since when: drawn once, by account, at the moment of its first qualification, and kept in a file of exposures.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/sip_hash.h"
#include "base/time.h"
#include "motion/motion.h"

namespace handraise {

// Drawn: treatment, holdout. Apart, never compared: hand_raise (asked for a person), owned (a rep's already, or in an open deal).
enum class ExposureArm { treatment, holdout, hand_raise, owned };
std::string_view name_of(ExposureArm arm);

struct Exposure {
  std::string account;
  Timestamp at = 0;
  ExposureArm arm = ExposureArm::treatment;
  std::string stratum;      // empty: none
  std::string motion;       // motion_id
  int64_t line = 0;         // of the file it was read from
  bool drawn() const { return arm == ExposureArm::treatment || arm == ExposureArm::holdout; }
};

// What the arms depend on and the readout is decided by, as 16 digits: who qualifies, and the pilot's plan (arms, weeks, rule, looks, power, alpha,
// counts of triggers, rates and horizon it was planned with). Words do not change it. A motion that is changed after the first draw is another.
std::string motion_id(const Motion& motion);

// The key of whoever gives none: then everybody who knows the motion can tell an account's arm beforehand.
extern const HashKey kPublicKey;
Result<HashKey> parse_hash_key(std::string_view text, const std::string& file);   // 32 hexadecimal digits

// SipHash-2-4 of motion, stratum and account, as a share in [0, 1): held out below the holdout's share. Depends on nothing else, so neither on
// other accounts nor on order.
ExposureArm draw_arm(const HashKey& key, const std::string& motion, const std::string& stratum, const std::string& account, double holdout_share);
double holdout_share(const Motion& motion);   // 0: no holdout

// exposures.csv: account,at,arm,stratum,motion. Strict: a row that cannot be read is an error with line and column, since to leave it out would
// change who is compared. An account that stands twice is one too.
Result<std::vector<Exposure>> read_exposures(std::string_view text, const std::string& file);
// An error where exposures are of another motion than this: it was changed after they were drawn.
Result<bool> check_motion(const std::vector<Exposure>& exposures, const std::string& motion, const std::string& file);
std::string print_exposures(const std::vector<Exposure>& exposures, bool header);

}  // namespace handraise
