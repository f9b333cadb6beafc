# SPDX-License-Identifier: GPL-3.0-or-later
"""The what-if model in numpy, for bench_whatif: reads trials, months, rate and our milliseconds, then one line per
assumption (key low mode high spread); prints the time and the ratio. It draws adoption and time saved apart, which is less
work than ours."""
import sys
import time

try:
    import numpy as np
except ImportError:
    print("numpy is not installed: no ratio (python3-numpy)")
    sys.exit(0)

trials, months, rate, ours = (float(word) for word in sys.stdin.readline().split())
trials, months = int(trials), int(months)
rows = [line.split() for line in sys.stdin if line.strip()]
Z90 = 1.2815515655446004


def draw(generator, low, mode, high, spread):
    if spread == "fixed" or low == high:
        return np.full(trials, mode)
    if spread == "normal":
        return (low + high) / 2 + generator.standard_normal(trials) * (high - low) / (2 * Z90)
    if spread == "log-normal":
        mu, sigma = (np.log(low) + np.log(high)) / 2, (np.log(high) - np.log(low)) / (2 * Z90)
        return np.exp(mu + sigma * generator.standard_normal(trials))
    if spread == "pert":
        a = 1 + 4 * (mode - low) / (high - low)
        return low + (high - low) * generator.beta(a, 6 - a, trials)
    if spread == "triangular":
        return generator.triangular(low, mode, high, trials)
    return generator.uniform(low, high, trials)


def run():
    g = np.random.Generator(np.random.SFC64(1))
    v = {key: draw(g, float(lo), float(mo), float(hi), spread) for key, lo, mo, hi, spread in rows}
    build = v["pilot"] * v["integration"] + v["context-cost"]
    usage = v["usage-cost"] * (1 - v["routed"] * v["routing-saving"])
    extra = (v["extra-review"] + v["compliance"]) * v["hourly-cost"]
    defects = v["changes"] * v["extra-defects"] * 0.01 * v["cost-per-defect"]
    k = 2 * np.log(9) / v["ramp"]
    saved = v["appropriate"] * v["time-saved"] * v["pass-through"] * v["capture"]
    unit = v["eligible"] * (v["hours"] * saved * v["hourly-cost"] - usage - extra - defects)
    fixed = v["seats"] * v["seat-price"] + v["infrastructure"] * v["hosting"] + build * v["upkeep"] / 12
    balance = -(build + v["training"] * v["eligible"])
    npv = balance.copy()
    payback = np.full(trials, -1.0)
    odds = np.exp(k * v["context-months"] + np.log(9))
    decay = np.exp(-k)
    for month in range(months):
        odds = odds * decay
        adoption = v["adoption-today"] + (v["adoption"] - v["adoption-today"]) / (1 + odds)
        net = adoption * unit - fixed
        npv += net * (1 + rate) ** (-(month + 1) / 12)
        before = balance
        balance = before + net
        crosses = (before < 0) & (balance >= 0) & (payback < 0)
        payback = np.where(crosses, month - before / np.where(net > 0, net, 1), payback)
    return npv


best = 1e300
for _ in range(2):
    start = time.perf_counter()
    result = run()
    best = min(best, 1000 * (time.perf_counter() - start))
print(f"numpy {np.__version__}, {trials} trials: {best:.0f} ms, {best / ours:.1f} times ours (mean {result.mean():.0f})")
