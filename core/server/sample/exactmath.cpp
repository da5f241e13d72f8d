// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/sample/exactmath.h"
#include <array>
#include <cmath>

namespace tidedesk::sample {

namespace {

constexpr double kLn2High = 6.93147180369123816490e-01; // low bits zero: k * kLn2High is exact
constexpr double kLn2Low = 1.90821492927058770002e-10;

template <size_t N> double polynomial(const std::array<double, N> &c, double x)
{
    double sum = c[N - 1];
    for (size_t i = N - 1; i-- > 0;)
        sum = sum * x + c[i];
    return sum;
}

} // namespace

double exactExp(double x)
{
    if (x < -700)
        return 0;
    const double k = std::floor(x / (kLn2High + kLn2Low) + 0.5);
    const double r = (x - k * kLn2High) - k * kLn2Low;
    double sum = 1;
    for (int n = 14; n >= 1; --n)
        sum = 1 + sum * r / n;
    return std::ldexp(sum, static_cast<int>(k));
}

double exactLog(double x)
{
    int exponent = 0;
    double m = std::frexp(x, &exponent);
    if (m < 0.70710678118654752) {
        m *= 2;
        --exponent;
    }
    const double s = (m - 1) / (m + 1);
    const double square = s * s;
    double sum = 0;
    for (int n = 23; n >= 3; n -= 2)
        sum = (sum + 1.0 / n) * square;
    const double log = 2 * s * (1 + sum);
    return exponent * kLn2High + (log + exponent * kLn2Low);
}

double exactPow(double base, double exponent)
{
    return exactExp(exponent * exactLog(base));
}

double inverseNormal(double p)
{
    static constexpr std::array<double, 8> kA{3.3871328727963666080e0, 1.3314166789178437745e+2,
        1.9715909503065514427e+3, 1.3731693765509461125e+4, 4.5921953931549871457e+4, 6.7265770927008700853e+4,
        3.3430575583588128105e+4, 2.5090809287301226727e+3};
    static constexpr std::array<double, 8> kB{1.0, 4.2313330701600911252e+1, 6.8718700749205790830e+2,
        5.3941960214247511077e+3, 2.1213794301586595867e+4, 3.9307895800092710610e+4, 2.8729085735721942674e+4,
        5.2264952788528545610e+3};
    static constexpr std::array<double, 8> kC{1.42343711074968357734e0, 4.63033784615654529590e0,
        5.76949722146069140550e0, 3.64784832476320460504e0, 1.27045825245236838258e0, 2.41780725177450611770e-1,
        2.27238449892691845833e-2, 7.74545014278341407640e-4};
    static constexpr std::array<double, 8> kD{1.0, 2.05319162663775882187e0, 1.67638483018380384940e0,
        6.89767334985100004550e-1, 1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4,
        1.05075007164441684324e-9};
    static constexpr std::array<double, 8> kE{6.65790464350110377720e0, 5.46378491116411436990e0,
        1.78482653991729133580e0, 2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
        2.71155556874348757815e-5, 2.01033439929228813265e-7};
    static constexpr std::array<double, 8> kF{1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1,
        1.48753612908506148525e-2, 7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7,
        2.04426310338993978564e-15};
    const double q = p - 0.5;
    if (q >= -0.425 && q <= 0.425) {
        const double r = 0.180625 - q * q;
        return q * polynomial(kA, r) / polynomial(kB, r);
    }
    double r = std::sqrt(-exactLog(q < 0 ? p : 1 - p));
    double z = 0;
    if (r <= 5) {
        r -= 1.6;
        z = polynomial(kC, r) / polynomial(kD, r);
    } else {
        r -= 5;
        z = polynomial(kE, r) / polynomial(kF, r);
    }
    return q < 0 ? -z : z;
}

double normalShare(double z)
{
    static constexpr std::array<double, 6> kTail{0, 0.319381530, -0.356563782, 1.781477937, -1.821255978, 1.330274429};
    const double x = z < 0 ? -z : z;
    const double tail = 0.3989422804014327 * exactExp(-x * x / 2) * polynomial(kTail, 1 / (1 + 0.2316419 * x));
    return z < 0 ? tail : 1 - tail;
}

} // namespace tidedesk::sample
