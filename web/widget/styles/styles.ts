// The widget's style sheets in order, adopted by the shadow root.
import { unsafeCSS } from 'lit';
import base from './base.css?inline';
import controls from './controls.css?inline';
import outcome from './outcome.css?inline';
import print from './print.css?inline';
import tokens from './tokens.css?inline';

export const styles = [tokens, base, controls, outcome, print].map(unsafeCSS);
