import { needsProcess } from "../rule-tests.ts";
import { FIXABLE, testFixes } from "./fix-tests.ts";

testFixes(FIXABLE.filter(needsProcess));
