#include "pack/pack.h"
namespace handraise {
std::string print_html(const Pack& pack, const Motion&, const Figures&, const PackTemplates&) { return pack.markdown; }
}  // namespace handraise
