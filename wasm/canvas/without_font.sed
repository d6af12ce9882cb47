# Takes the built-in font out of imgui_draw.cpp: it is never used, and a tenth of the download.
/^static const char proggy_clean_ttf_compressed_data_base85/,/";$/c\
static const char proggy_clean_ttf_compressed_data_base85[1] = {};
