#include "base/picture.h"

#include <cmath>

#include "base/markdown.h"
#include "base/text.h"

namespace handraise {

std::string svg_number(double value) { return print_number(std::round(value * 10) / 10); }

std::string svg_rectangle(double x, double y, double width, double height, const char* fill) {
  return "<rect x=\"" + svg_number(x) + "\" y=\"" + svg_number(y) + "\" width=\"" + svg_number(width) + "\" height=\"" + svg_number(height) + "\" fill=\"" + fill + "\"/>";
}
std::string svg_text(double x, double y, const std::string& text, const char* anchor, const char* weight) {
  return "<text x=\"" + svg_number(x) + "\" y=\"" + svg_number(y) + "\" text-anchor=\"" + anchor + "\" font-weight=\"" + weight + "\">" + escape_html(text) + "</text>";
}

std::string picture(const std::string& id, double height, const std::string& title, const std::string& description, const std::string& inside) {
  return "<figure><svg class=\"drawing\" role=\"img\" aria-labelledby=\"" + id + "-title " + id + "-desc\" viewBox=\"0 0 " + svg_number(kPictureWidth) + " " + svg_number(height) +
         "\" font-size=\"12\" fill=\"#1b1b1f\"><title id=\"" + id + "-title\">" + escape_html(title) + "</title><desc id=\"" + id + "-desc\">" + escape_html(description) + "</desc>" +
         svg_rectangle(0, 0, kPictureWidth, height, "#ffffff") + inside + "</svg></figure>\n";
}

}  // namespace handraise
