#!/usr/bin/env python3
"""Writes reference values of the statistics of a study with SciPy, scikit-learn and statsmodels.

usage: make_statistics.py OUTFILE
"""
import json, sys
import numpy as np, scipy, sklearn, statsmodels
from scipy.stats import bootstrap, permutation_test
from sklearn.calibration import calibration_curve
from sklearn.metrics import f1_score, log_loss
from sklearn.svm import LinearSVC
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests

rng = np.random.default_rng(20)

# Holm, with ties and values that are cut off at 1.
p = [0.01, 0.04, 0.03, 0.005, 0.03, 0.6, 0.9, 0.0004]
holm = multipletests(p, method="holm")[1]

# Three classes, 200 texts.
probabilities = rng.dirichlet([1.2, 0.8, 1.0], 200).astype(np.float32)
probabilities[0] = [1, 0, 0]; probabilities[1] = [0.5, 0.5, 0]
truth = np.array([rng.choice(3, p=row / row.sum()) for row in probabilities.astype(np.float64)])
confidence = probabilities.max(1); right = (probabilities.argmax(1) == truth).astype(int)
share, mean = calibration_curve(right, confidence, n_bins=10)
# As scikit-learn assigns bins, for the weights of the error.
bins = np.searchsorted(np.linspace(0, 1, 11)[1:-1], confidence)
counts = np.bincount(bins, minlength=10)
ece = float(np.sum(counts[counts > 0] * np.abs(share - mean)) / len(truth))

# Two classifiers on 240 texts of 60 clusters of 1 to 7 texts.
sizes = rng.integers(1, 8, 60); clusters = np.repeat(np.arange(60), sizes)
n = len(clusters); y = rng.integers(0, 2, n)
easy = rng.random(60)[clusters] * 0.4
first = np.where(rng.random(n) < 0.5 + easy, y, 1 - y); second = np.where(rng.random(n) < 0.62 + easy, y, 1 - y)
groups = [np.flatnonzero(clusters == g) for g in range(60)]
def of_clusters(metric):
    def statistic(drawn):
        at = np.concatenate([groups[int(g)] for g in drawn]); return metric(at, second) - metric(at, first)
    return statistic
accuracy = lambda at, said: float(np.mean(said[at] == y[at]))
macro = lambda at, said: float(f1_score(y[at], said[at], average="macro", zero_division=0))
intervals = {}
for name, metric, resamples in (("accuracy", accuracy, 20000), ("macroF1", macro, 4000)):
    found = bootstrap((np.arange(60),), of_clusters(metric), vectorized=False, n_resamples=resamples, method="percentile", rng=rng)
    intervals[name] = [float(found.confidence_interval.low), float(found.confidence_interval.high)]
# The difference of the accuracy is a sum over clusters, of which an exchange turns the sign.
sums = np.array([np.sum((second[g] == y[g]).astype(int) - (first[g] == y[g]).astype(int)) for g in groups])
# Pairing each sum with zero turns its sign.
paired = permutation_test((sums, np.zeros_like(sums)), lambda a, b: np.sum(a - b), permutation_type="samples", n_resamples=100000, rng=rng, vectorized=False)
few = groups[:9]; few_at = np.concatenate(few)
few_sums = sums[:9]
few_exact = permutation_test((few_sums, np.zeros_like(few_sums)), lambda a, b: np.sum(a - b), permutation_type="samples", n_resamples=np.inf, vectorized=False)
b = int(np.sum((first == y) & (second != y))); c = int(np.sum((first != y) & (second == y)))
single = mcnemar([[0, b], [c, 0]], exact=True).pvalue

# Analysis of variance by hand, of the indicator of a class.
def icc(values):
    k = len(groups); total = len(values); grand = values.mean()
    msb = sum(len(g) * (values[g].mean() - grand) ** 2 for g in groups) / (k - 1)
    msw = sum(np.sum((values[g] - values[g].mean()) ** 2) for g in groups) / (total - k)
    size = (total - sum(len(g) ** 2 for g in groups) / total) / (k - 1)
    return float((msb - msw) / (msb + (size - 1) * msw))
labels = (rng.random(n) < rng.random(60)[clusters]).astype(int)

# A linear SVM on sparse counts.
rows = rng.poisson(0.4, (60, 12)); svm_labels = (rows[:, 0] + rows[:, 3] - rows[:, 5] + rng.normal(0, 0.7, 60) > 0.6).astype(int)
svm = LinearSVC(C=0.5, tol=1e-9, max_iter=1000000, dual=False, loss="squared_hinge").fit(rows, svm_labels)
three = (svm_labels + (rows[:, 7] > 1)).astype(int)
svm3 = LinearSVC(C=2.0, tol=1e-9, max_iter=1000000, dual=False, loss="squared_hinge").fit(rows, three)

json.dump({
    "made_by": f"scipy {scipy.__version__}, scikit-learn {sklearn.__version__}, statsmodels {statsmodels.__version__}, numpy {np.__version__}",
    "holm": {"p": p, "corrected": holm.tolist()},
    "calibration": {"probabilities": probabilities.astype(float).tolist(), "truth": truth.tolist(), "bins": counts.tolist(),
        "accuracy": share.tolist(), "confidence": mean.tolist(), "ece": ece, "log_loss": float(log_loss(truth, probabilities, labels=[0, 1, 2]))},
    "paired": {"truth": y.tolist(), "first": first.tolist(), "second": second.tolist(), "clusters": clusters.tolist(), "intervals": intervals,
        "difference": {"accuracy": accuracy(np.arange(n), second) - accuracy(np.arange(n), first), "macroF1": macro(np.arange(n), second) - macro(np.arange(n), first)},
        "p_accuracy": float(paired.pvalue), "few": len(few_at), "p_few": float(few_exact.pvalue), "p_mcnemar": float(single)},
    "icc": {"labels": labels.tolist(), "clusters": clusters.tolist(), "value": icc(labels)},
    "svm": {"rows": rows.tolist(), "labels": svm_labels.tolist(), "c": 0.5, "coef": svm.coef_.tolist(), "intercept": svm.intercept_.tolist(),
        "three": three.tolist(), "c3": 2.0, "coef3": svm3.coef_.tolist(), "intercept3": svm3.intercept_.tolist()},
}, open(sys.argv[1], "w"))
