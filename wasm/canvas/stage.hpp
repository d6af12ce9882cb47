// The platform below the painter, over html5.h: the WebGL context, frames when there is something
// new and at no other time, the pointer, and a context that goes and comes back.
#pragma once

#include "canvas/painter.hpp"

namespace precall::canvas {

// What is to be seen from now on.
struct Show {
  Scene scene;
  Palette palette{};
  std::string place;  // a screen of another place comes in anew
  float scale = 1;
  bool still = false;  // nothing moves
};

class Stage {
 public:
  // Once. False where there is no WebGL 2; then nothing else may be called.
  bool open(Typeface regular, Typeface semibold);
  void close();

  // The fonts at this scale. Call before laying a scene out; the atlas goes to the GPU by itself.
  Fonts& fonts() { return fonts_; }
  bool prepare_fonts(float scale);

  void show(Show show);
  void focus(int place, bool ring);
  void window(float top, float height);

  const Scene& scene() const { return shown_.scene; }
  unsigned frames() const { return frames_; }

 private:
  bool open_context();
  void listen();
  void request_frame();
  void draw();
  void render();
  void move(double now);
  void begin_motion(const Show& next);
  void point_at(float x, float y);
  bool fit_canvas();

  Show shown_;
  Fonts fonts_;
  Attention attention_;
  Motion motion_;
  Frame frame_;
  double step_began_ = 0;
  std::map<std::string, double> lit_;
  float pointer_x_ = -1;
  float pointer_y_ = -1;
  int context_ = 0;
  bool pending_ = false;
  bool lost_ = false;
  bool texture_stale_ = false;
  unsigned frames_ = 0;
};

}  // namespace precall::canvas
