// Small drawings as SVG: dark on white, 360 wide, with a title and a description for those who do not see them. Texts are escaped here.
#pragma once

#include <string>

namespace handraise {

constexpr double kPictureWidth = 360;
std::string svg_number(double value);   // to a tenth
std::string svg_rectangle(double x, double y, double width, double height, const char* fill);
std::string svg_text(double x, double y, const std::string& text, const char* anchor = "start", const char* weight = "400");
// A figure of `height`; `id` names its title and description, once a page.
std::string picture(const std::string& id, double height, const std::string& title, const std::string& description, const std::string& inside);

}  // namespace handraise
