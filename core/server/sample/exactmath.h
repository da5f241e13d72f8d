// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// exp, log and the inverse normal built only from operations that IEEE 754 defines exactly (+ - * / sqrt, scaling by
/// powers of two), because the platforms' own libraries differ in the last bit and sample data must not. The target is
/// compiled without contraction to fused multiply-add for the same reason. Relative error below 1e-14 for log and exp.
namespace tidedesk::sample {

double exactExp(double x);
double exactLog(double x); ///< x > 0
double exactPow(double base, double exponent); ///< base > 0
/// Quantile of the standard normal distribution; 0 < p < 1. Wichura, Algorithm AS 241 (PPND16), about 1e-16.
double inverseNormal(double p);
/// Distribution function of the standard normal; absolute error below 1e-7 (Abramowitz and Stegun 26.2.17).
double normalShare(double z);

} // namespace tidedesk::sample
