// The widget's style sheets in order, up to the first verdict. What comes later is in late.ts.
import { unsafeCSS } from 'lit';
import base from './base.css?inline';
import controls from './controls.css?inline';
import kept from './kept.css?inline';
import outcome from './outcome.css?inline';
import tokens from './tokens.css?inline';

export const styles = [tokens, base, controls, kept, outcome].map(unsafeCSS);
