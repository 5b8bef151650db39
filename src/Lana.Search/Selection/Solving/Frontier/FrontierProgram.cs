using Lana.Selection.Solving.Knapsack;

namespace Lana.Selection.Solving.Frontier;

/// <summary>Class after class, all partial selections that can be part of a frontier's corner.</summary>
/// <remarks>Runs twice: first with few labels, which gives a selection that is nearly best at every budget; then with
/// all
/// labels but those that cannot beat it. A label is dropped by <see cref="UsefulLabels"/> only, or thinned out at a
/// known
/// loss: one that another label undercuts in cost while losing at most δ in score. Losses add up over the
/// stages.</remarks>
internal sealed class FrontierProgram(KnapsackClass[] classes, FrontierOptions options, CancellationToken cancellation)
{
    private const int RoughLabels = 4096;
    private const int CancelCheckInterval = 1 << 14;

    private readonly HullSegment[] _segments = HullSegment.Sorted(classes);

    public FrontierLabels Run()
    {
        var rough = Build(useful: null, roughly: true, out _);
        var useful = new UsefulLabels(classes, _segments, rough[^1]);
        var stages = Build(useful, roughly: false, out var error);
        return new FrontierLabels(stages, classes.Sum(c => c.Costs[0]), classes.Sum(c => c.Scores[0]), error);
    }

    private LabelList[] Build(UsefulLabels? useful, bool roughly, out double error)
    {
        error = 0.0;
        var stages = new LabelList[classes.Length];
        var current = new LabelList();
        current.Add(0.0, 0.0, -1, 0);
        for (var stage = 0; stage < classes.Length; stage++)
        {
            var next = Extend(current, classes[stage], useful?.ItemsOf(stage), useful?.AfterStage(stage));
            if (roughly && next.Count > RoughLabels)
            {
                next = next.Sample(RoughLabels);
            }
            else if (!roughly && next.Count > options.MaximumLabels && options.Epsilon > 0.0)
            {
                var loss = options.Epsilon * Range() / classes.Length;
                next = next.Thin(loss);
                error += loss;
            }

            current.Seal();
            stages[stage] = current = next;
        }

        return stages;
    }

    private LabelList Extend(LabelList from, KnapsackClass group, int[]? items, LineEnvelope? cutoff)
    {
        var to = new LabelList();
        var merge = new ShiftedMerge(from, group, reference: 0, items);
        var lastScore = double.PositiveInfinity;
        var steps = 0;
        while (merge.TryNext(out var cost, out var score, out var parent, out var item))
        {
            if (++steps % CancelCheckInterval == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            if (score < lastScore && (cutoff is null || score <= cutoff.At(cost)))
            {
                to.Add(cost, score, parent, item);
                lastScore = score;
            }
        }

        return to;
    }

    // From the cheapest selection's score to the best score of all.
    private double Range() => classes.Sum(c => c.Scores[0] - c.Scores[^1]);
}
