export { combinationsOf } from '../configs/combinations.ts';
