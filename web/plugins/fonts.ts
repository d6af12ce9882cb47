// Runs the font subsetting before anything asks for the fonts.
import type { Plugin } from 'vite';
import { subsetFonts } from '../fonts/subset.ts';
import { paths } from './paths.ts';

export function fonts(): Plugin {
  return {
    name: 'precall-fonts',
    buildStart() {
      subsetFonts(paths.fonts);
    },
  };
}
